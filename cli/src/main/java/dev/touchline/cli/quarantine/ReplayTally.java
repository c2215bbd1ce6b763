package dev.touchline.cli.quarantine;

import dev.touchline.cli.Console;
import dev.touchline.cli.mapping.Choices;
import dev.touchline.cli.report.Texts;
import dev.touchline.order.v1.ReplayMatchingResponse;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What became of documents that were replayed or decided; the first ones that stay are told one by one. */
final class ReplayTally {
    private static final int MAX_TOLD = 20;

    private final Console console;
    private final Map<ItemOutcome, Long> outcomes = new EnumMap<>(ItemOutcome.class);
    private final Map<ErrorReason, Long> staying = new TreeMap<>();
    private long told;

    ReplayTally(Console console) {
        this.console = console;
    }

    void count(long id, ItemResult result) {
        outcomes.merge(result.getOutcome(), 1L, Long::sum);
        if (result.getOutcome() == ItemOutcome.ITEM_OUTCOME_QUARANTINED
                || result.getOutcome() == ItemOutcome.ITEM_OUTCOME_REJECTED) {
            staying.merge(result.getReason(), 1L, Long::sum);
            tell(id, result.getReason(), result.getMessage());
        }
    }

    /** Counts a page of a replay, which tells the first of those that stay. */
    void count(ReplayMatchingResponse page) {
        outcomes.merge(ItemOutcome.ITEM_OUTCOME_ACCEPTED, page.getAccepted(), Long::sum);
        outcomes.merge(ItemOutcome.ITEM_OUTCOME_PAIRED, page.getPaired(), Long::sum);
        outcomes.merge(ItemOutcome.ITEM_OUTCOME_DUPLICATE, page.getDuplicates(), Long::sum);
        outcomes.merge(ItemOutcome.ITEM_OUTCOME_QUARANTINED, page.getQuarantined(), Long::sum);
        outcomes.merge(ItemOutcome.ITEM_OUTCOME_REJECTED, page.getRejected(), Long::sum);
        page.getStaysList().forEach(stay -> tell(stay.getQuarantineId(), stay.getReason(), stay.getMessage()));
    }

    private void tell(long id, ErrorReason reason, String message) {
        if (++told <= MAX_TOLD) {
            console.remark("quarantine %d: %s: %s", id, reason(reason), message);
        } else if (told == MAX_TOLD + 1) {
            console.remark("… and more: touchline quarantine lists them all");
        }
    }

    boolean anyBad() {
        return outcomes.getOrDefault(ItemOutcome.ITEM_OUTCOME_QUARANTINED, 0L)
                        + outcomes.getOrDefault(ItemOutcome.ITEM_OUTCOME_REJECTED, 0L)
                > 0;
    }

    /** One line about a replay. */
    String replayed() {
        return "replayed " + Texts.count(total()) + ": accepted " + of(ItemOutcome.ITEM_OUTCOME_ACCEPTED)
                + paired() + ", known already " + of(ItemOutcome.ITEM_OUTCOME_DUPLICATE) + ", still in quarantine "
                + of(ItemOutcome.ITEM_OUTCOME_QUARANTINED) + ", rejected " + of(ItemOutcome.ITEM_OUTCOME_REJECTED)
                + reasons();
    }

    /** One line about decisions. */
    String decided() {
        return "decided " + of(ItemOutcome.ITEM_OUTCOME_ACCEPTED) + paired() + ", decided so before "
                + of(ItemOutcome.ITEM_OUTCOME_DUPLICATE) + ", not possible "
                + Texts.count(
                        staying.values().stream().mapToLong(Long::longValue).sum()) + reasons();
    }

    /** Said only of a few: what is accepted now and counts zero, because its twin counts. */
    private String paired() {
        return outcomes.getOrDefault(ItemOutcome.ITEM_OUTCOME_PAIRED, 0L) == 0
                ? ""
                : ", paired " + of(ItemOutcome.ITEM_OUTCOME_PAIRED);
    }

    private long total() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    private String of(ItemOutcome outcome) {
        return Texts.count(outcomes.getOrDefault(outcome, 0L));
    }

    private String reasons() {
        StringBuilder text = new StringBuilder();
        staying.forEach((reason, count) ->
                text.append("\n  ").append(reason(reason)).append(' ').append(Texts.count(count)));
        return text.toString();
    }

    private static String reason(ErrorReason reason) {
        return Choices.label(reason, "ERROR_REASON_");
    }
}
