package dev.touchline.kit.error;

import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;

/** The answers to the items of a batch. */
public final class Items {

    private Items() {}

    /** On disk and new. */
    public static ItemResult accepted(int index) {
        return outcome(index, ItemOutcome.ITEM_OUTCOME_ACCEPTED);
    }

    /** The same content was accepted before. */
    public static ItemResult duplicate(int index) {
        return outcome(index, ItemOutcome.ITEM_OUTCOME_DUPLICATE);
    }

    /** Not stored; the sender must mend it. */
    public static ItemResult rejected(int index, Rejection why) {
        return because(index, ItemOutcome.ITEM_OUTCOME_REJECTED, why);
    }

    /** On disk in quarantine. */
    public static ItemResult quarantined(int index, Rejection why) {
        return because(index, ItemOutcome.ITEM_OUTCOME_QUARANTINED, why);
    }

    /** An outcome that needs no reason. */
    public static ItemResult outcome(int index, ItemOutcome outcome) {
        return ItemResult.newBuilder().setIndex(index).setOutcome(outcome).build();
    }

    private static ItemResult because(int index, ItemOutcome outcome, Rejection why) {
        return ItemResult.newBuilder()
                .setIndex(index)
                .setOutcome(outcome)
                .setReason(why.reason())
                .setMessage(why.getMessage())
                .putAllMetadata(why.metadata())
                .build();
    }
}
