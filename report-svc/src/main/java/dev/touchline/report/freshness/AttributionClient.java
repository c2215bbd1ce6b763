package dev.touchline.report.freshness;

import dev.touchline.operations.v1.GetProgressRequest;
import dev.touchline.operations.v1.GetProgressResponse;
import dev.touchline.operations.v1.OperationsService;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** Calls of attribution-svc. A report waits for none of them: the deadline is short, and a silent peer is not asked. */
@ApplicationScoped
public class AttributionClient {

    private static final long DEADLINE_MILLIS = 300;
    private static final long REST_MILLIS = 5_000;

    private final OperationsService operations;

    public AttributionClient(@GrpcClient("attribution-svc") OperationsService operations) {
        this.operations = operations;
    }

    /** How far the ledger is. Fails if no answer comes within 300 ms, at once while the circuit is open. */
    @Timeout(DEADLINE_MILLIS)
    @CircuitBreaker(requestVolumeThreshold = 4, failureRatio = 0.5, delay = REST_MILLIS)
    public Uni<GetProgressResponse> progress() {
        return operations.getProgress(GetProgressRequest.getDefaultInstance());
    }
}
