package dev.touchline.order;

import dev.touchline.kit.access.Caller;
import dev.touchline.order.intake.BulkReplays;
import dev.touchline.order.intake.Decisions;
import dev.touchline.order.intake.Explanations;
import dev.touchline.order.intake.Replays;
import dev.touchline.order.quarantine.QuarantineCounts;
import dev.touchline.order.quarantine.QuarantinePages;
import dev.touchline.order.v1.CountQuarantineRequest;
import dev.touchline.order.v1.CountQuarantineResponse;
import dev.touchline.order.v1.DecideQuarantineRequest;
import dev.touchline.order.v1.DecideQuarantineResponse;
import dev.touchline.order.v1.ExplainQuarantineRequest;
import dev.touchline.order.v1.ExplainQuarantineResponse;
import dev.touchline.order.v1.ListQuarantineRequest;
import dev.touchline.order.v1.ListQuarantineResponse;
import dev.touchline.order.v1.ReplayMatchingRequest;
import dev.touchline.order.v1.ReplayMatchingResponse;
import dev.touchline.order.v1.ReplayQuarantineRequest;
import dev.touchline.order.v1.ReplayQuarantineResponse;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The calls about the quarantine: reading it, and the ways to change it. */
@ApplicationScoped
public class QuarantineEdge {

    private final QuarantinePages pages;
    private final QuarantineCounts counts;
    private final Explanations explanations;
    private final Replays replays;
    private final Decisions decisions;
    private final BulkReplays bulkReplays;

    QuarantineEdge(
            QuarantinePages pages,
            QuarantineCounts counts,
            Explanations explanations,
            Replays replays,
            Decisions decisions,
            BulkReplays bulkReplays) {
        this.pages = pages;
        this.counts = counts;
        this.explanations = explanations;
        this.replays = replays;
        this.decisions = decisions;
        this.bulkReplays = bulkReplays;
    }

    public Uni<ListQuarantineResponse> list(ListQuarantineRequest request, Caller caller) {
        return pages.list(request, caller);
    }

    public Uni<CountQuarantineResponse> count(CountQuarantineRequest request, Caller caller) {
        return counts.count(request, caller);
    }

    public Uni<ExplainQuarantineResponse> explain(ExplainQuarantineRequest request, Caller caller) {
        return explanations.explain(request.getQuarantineId(), caller);
    }

    public Uni<ReplayQuarantineResponse> replay(ReplayQuarantineRequest request, Caller caller) {
        return replays.replay(request.getReplaysList(), request.getNote(), caller)
                .map(results -> ReplayQuarantineResponse.newBuilder()
                        .addAllResults(results)
                        .build());
    }

    public Uni<ReplayMatchingResponse> replayMatching(ReplayMatchingRequest request, Caller caller) {
        return bulkReplays.replay(request, caller);
    }

    public Uni<DecideQuarantineResponse> decide(DecideQuarantineRequest request, Caller caller) {
        return decisions.decide(request, caller).map(results -> DecideQuarantineResponse.newBuilder()
                .addAllResults(results)
                .build());
    }
}
