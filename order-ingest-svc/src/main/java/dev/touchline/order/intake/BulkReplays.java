package dev.touchline.order.intake;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.error.Check;
import dev.touchline.order.quarantine.QuarantineSelection;
import dev.touchline.order.quarantine.QuarantineSelection.Selected;
import dev.touchline.order.v1.Replay;
import dev.touchline.order.v1.ReplayMatchingRequest;
import dev.touchline.order.v1.ReplayMatchingResponse;
import dev.touchline.order.v1.ReplayStay;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Replays what a filter means, a page and transaction at a time: the caller says when to go on, and may stop at any page. */
@ApplicationScoped
public class BulkReplays {

    private static final int MAX_STAYS = 20;

    private final QuarantineSelection selection;
    private final Replays replays;

    BulkReplays(QuarantineSelection selection, Replays replays) {
        this.selection = selection;
        this.replays = replays;
    }

    /** Replays one page. */
    public Uni<ReplayMatchingResponse> replay(ReplayMatchingRequest request, Caller caller) {
        Check.text("note", request.getNote(), 0, Decisions.MAX_NOTE);
        return selection
                .page(request, caller)
                .chain(page -> page.ids().isEmpty()
                        ? Uni.createFrom().item(ReplayMatchingResponse.getDefaultInstance())
                        : replays.replay(offers(page.ids()), request.getNote(), caller)
                                .map(results -> answer(page, results)));
    }

    private static List<Replay> offers(List<Long> ids) {
        return ids.stream()
                .map(id -> Replay.newBuilder().setQuarantineId(id).build())
                .toList();
    }

    private static ReplayMatchingResponse answer(Selected page, List<ItemResult> results) {
        ReplayMatchingResponse.Builder answer = ReplayMatchingResponse.newBuilder()
                .setAccepted(count(results, ItemOutcome.ITEM_OUTCOME_ACCEPTED))
                .setPaired(count(results, ItemOutcome.ITEM_OUTCOME_PAIRED))
                .setDuplicates(count(results, ItemOutcome.ITEM_OUTCOME_DUPLICATE))
                .setQuarantined(count(results, ItemOutcome.ITEM_OUTCOME_QUARANTINED))
                .setRejected(count(results, ItemOutcome.ITEM_OUTCOME_REJECTED))
                .setNextPageToken(page.next());
        results.stream()
                .filter(result ->
                        result.getReasonValue() != 0 && result.getOutcome() != ItemOutcome.ITEM_OUTCOME_DUPLICATE)
                .limit(MAX_STAYS)
                .forEach(result -> answer.addStays(ReplayStay.newBuilder()
                        .setQuarantineId(page.ids().get(result.getIndex()))
                        .setReason(result.getReason())
                        .setMessage(result.getMessage())));
        return answer.build();
    }

    private static long count(List<ItemResult> results, ItemOutcome outcome) {
        return results.stream().filter(result -> result.getOutcome() == outcome).count();
    }
}
