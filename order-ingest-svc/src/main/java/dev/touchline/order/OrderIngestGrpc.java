package dev.touchline.order;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.limit.CallDeadlines;
import dev.touchline.kit.loop.Stopping;
import dev.touchline.order.intake.Intake;
import dev.touchline.order.intake.IntakeTotals;
import dev.touchline.order.intake.Outbound;
import dev.touchline.order.intake.Window;
import dev.touchline.order.pairing.DoubtPages;
import dev.touchline.order.pairing.SaleViews;
import dev.touchline.order.rule.KeyRules;
import dev.touchline.order.v1.CountQuarantineRequest;
import dev.touchline.order.v1.CountQuarantineResponse;
import dev.touchline.order.v1.DecideQuarantineRequest;
import dev.touchline.order.v1.DecideQuarantineResponse;
import dev.touchline.order.v1.ExplainQuarantineRequest;
import dev.touchline.order.v1.ExplainQuarantineResponse;
import dev.touchline.order.v1.GetIntakeRequest;
import dev.touchline.order.v1.GetIntakeResponse;
import dev.touchline.order.v1.GetSaleRequest;
import dev.touchline.order.v1.GetSaleResponse;
import dev.touchline.order.v1.IngestDocumentsRequest;
import dev.touchline.order.v1.IngestDocumentsResponse;
import dev.touchline.order.v1.ListDoubtfulRequest;
import dev.touchline.order.v1.ListDoubtfulResponse;
import dev.touchline.order.v1.ListQuarantineRequest;
import dev.touchline.order.v1.ListQuarantineResponse;
import dev.touchline.order.v1.OrderIngestService;
import dev.touchline.order.v1.ReplayMatchingRequest;
import dev.touchline.order.v1.ReplayMatchingResponse;
import dev.touchline.order.v1.ReplayQuarantineRequest;
import dev.touchline.order.v1.ReplayQuarantineResponse;
import dev.touchline.order.v1.StreamDocumentsRequest;
import dev.touchline.order.v1.StreamDocumentsResponse;
import io.quarkus.grpc.GrpcService;
import io.quarkus.grpc.RegisterInterceptor;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** The calls of order-ingest-svc. */
@GrpcService
@RegisterInterceptor(Outbound.class)
public class OrderIngestGrpc implements OrderIngestService {

    private final Intake intake;
    private final IntakeTotals totals;
    private final SaleViews sales;
    private final QuarantineEdge quarantine;
    private final DoubtPages doubts;
    private final Stopping stopping;

    public OrderIngestGrpc(
            Intake intake,
            IntakeTotals totals,
            SaleViews sales,
            QuarantineEdge quarantine,
            DoubtPages doubts,
            Stopping stopping) {
        this.intake = intake;
        this.totals = totals;
        this.sales = sales;
        this.quarantine = quarantine;
        this.doubts = doubts;
        this.stopping = stopping;
    }

    @Override
    public Uni<IngestDocumentsResponse> ingestDocuments(IngestDocumentsRequest request) {
        return intake.ingest(request.getDocumentsList(), Caller.current(), CallDeadlines.timeGiven())
                .map(results -> IngestDocumentsResponse.newBuilder()
                        .addAllResults(results)
                        .build());
    }

    @Override
    public Multi<StreamDocumentsResponse> streamDocuments(Multi<StreamDocumentsRequest> requests) {
        Caller caller = Caller.current();
        return Window.over(requests, batch -> ingest(batch, caller), Outbound.ofCurrentCall(), stopping.begins());
    }

    private Uni<StreamDocumentsResponse> ingest(StreamDocumentsRequest request, Caller caller) {
        // Its time is the stream's, not the batch's: whoever reads on, waits.
        return intake.ingest(request.getDocumentsList(), caller, Optional.empty())
                .map(results -> StreamDocumentsResponse.newBuilder()
                        .setBatchId(request.getBatchId())
                        .addAllResults(results)
                        .build());
    }

    @Override
    public Uni<GetSaleResponse> getSale(GetSaleRequest request) {
        KeyRules.usable("key", request.getKey());
        return sales.read(request.getKey())
                .map(found -> found.orElseThrow(
                        () -> Rejection.notFound("key", request.getKey().getNumber())));
    }

    @Override
    public Uni<ListQuarantineResponse> listQuarantine(ListQuarantineRequest request) {
        return quarantine.list(request, Caller.current());
    }

    @Override
    public Uni<CountQuarantineResponse> countQuarantine(CountQuarantineRequest request) {
        return quarantine.count(request, Caller.current());
    }

    @Override
    public Uni<ExplainQuarantineResponse> explainQuarantine(ExplainQuarantineRequest request) {
        return quarantine.explain(request, Caller.current());
    }

    @Override
    public Uni<ReplayQuarantineResponse> replayQuarantine(ReplayQuarantineRequest request) {
        return quarantine.replay(request, Caller.current());
    }

    @Override
    public Uni<ReplayMatchingResponse> replayMatching(ReplayMatchingRequest request) {
        return quarantine.replayMatching(request, Caller.current());
    }

    @Override
    public Uni<DecideQuarantineResponse> decideQuarantine(DecideQuarantineRequest request) {
        return quarantine.decide(request, Caller.current());
    }

    @Override
    public Uni<ListDoubtfulResponse> listDoubtful(ListDoubtfulRequest request) {
        return doubts.list(request);
    }

    @Override
    public Uni<GetIntakeResponse> getIntake(GetIntakeRequest request) {
        return totals.read();
    }
}
