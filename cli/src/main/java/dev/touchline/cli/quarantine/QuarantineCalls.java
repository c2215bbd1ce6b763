package dev.touchline.cli.quarantine;

import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.Service;
import dev.touchline.order.v1.DecideQuarantineRequest;
import dev.touchline.order.v1.ExplainQuarantineRequest;
import dev.touchline.order.v1.ExplainQuarantineResponse;
import dev.touchline.order.v1.FieldChange;
import dev.touchline.order.v1.ListQuarantineRequest;
import dev.touchline.order.v1.ListQuarantineResponse;
import dev.touchline.order.v1.OrderIngestServiceGrpc;
import dev.touchline.order.v1.OrderIngestServiceGrpc.OrderIngestServiceBlockingStub;
import dev.touchline.order.v1.QuarantineCount;
import dev.touchline.order.v1.QuarantineDecisionKind;
import dev.touchline.order.v1.QuarantinedDocument;
import dev.touchline.order.v1.Replay;
import dev.touchline.order.v1.ReplayMatchingRequest;
import dev.touchline.order.v1.ReplayMatchingResponse;
import dev.touchline.order.v1.ReplayQuarantineRequest;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemResult;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** The calls about the quarantine. */
final class QuarantineCalls {
    /** Documents in a page, and ids in a call that changes something. */
    static final int BATCH = 500;

    private final Connections connections;

    QuarantineCalls(Connections connections) {
        this.connections = connections;
    }

    /** Counts of the documents that a filter means, of its reason if it names one. */
    List<QuarantineCount> counts(QuarantineFilter filter) {
        ErrorReason reason = filter.reason();
        return call(stub -> stub.countQuarantine(filter.count())).getCountsList().stream()
                .filter(count -> reason == ErrorReason.ERROR_REASON_UNSPECIFIED || count.getReason() == reason)
                .toList();
    }

    /** One page. */
    ListQuarantineResponse page(ListQuarantineRequest request) {
        return call(stub -> stub.listQuarantine(request));
    }

    /** Gives page after page to {@code pages}; what leaves the quarantine in between is not missed. */
    void forEachPage(ListQuarantineRequest.Builder filter, Consumer<List<QuarantinedDocument>> pages) {
        String token = "";
        do {
            ListQuarantineResponse page =
                    page(filter.setPageSize(BATCH).setPageToken(token).build());
            pages.accept(page.getDocumentsList());
            token = page.getNextPageToken();
        } while (!token.isEmpty());
    }

    ExplainQuarantineResponse explain(long id) {
        ExplainQuarantineRequest request =
                ExplainQuarantineRequest.newBuilder().setQuarantineId(id).build();
        return call(stub -> stub.explainQuarantine(request));
    }

    List<ItemResult> replay(List<Replay> replays, String note) {
        ReplayQuarantineRequest request = ReplayQuarantineRequest.newBuilder()
                .addAllReplays(replays)
                .setNote(note)
                .build();
        return call(stub -> stub.replayQuarantine(request)).getResultsList();
    }

    /** Replays a page of what a request means. */
    ReplayMatchingResponse replayMatching(ReplayMatchingRequest request) {
        return call(stub -> stub.replayMatching(request));
    }

    /** Corrects one document by changes of its fields. */
    ItemResult change(long id, List<FieldChange> changes, String note) {
        Replay replay =
                Replay.newBuilder().setQuarantineId(id).addAllChanges(changes).build();
        return replay(List.of(replay), note).get(0);
    }

    List<ItemResult> decide(List<Long> ids, QuarantineDecisionKind kind, String note, String key) {
        DecideQuarantineRequest request = DecideQuarantineRequest.newBuilder()
                .addAllQuarantineIds(ids)
                .setDecision(kind)
                .setNote(note)
                .setDecisionKey(key)
                .build();
        return call(stub -> stub.decideQuarantine(request)).getResultsList();
    }

    private <A> A call(Function<OrderIngestServiceBlockingStub, A> call) {
        return connections.call(Service.ORDER_INGEST, OrderIngestServiceGrpc::newBlockingStub, call);
    }
}
