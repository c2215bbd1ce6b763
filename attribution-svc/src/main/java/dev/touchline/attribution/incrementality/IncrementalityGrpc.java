package dev.touchline.attribution.incrementality;

import dev.touchline.attribution.v1.GetIncrementalityRequest;
import dev.touchline.attribution.v1.GetIncrementalityResponse;
import dev.touchline.attribution.v1.IncrementalityService;
import dev.touchline.kit.error.Rejection;
import dev.touchline.type.v1.ErrorReason;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.Semaphore;

/** What campaigns caused. Few calls at once, because each holds the units of a campaign in memory. */
@GrpcService
public class IncrementalityGrpc implements IncrementalityService {

    private final Increments increments;
    private final IncrementalityConfig config;
    private final Semaphore turns;

    public IncrementalityGrpc(Increments increments, IncrementalityConfig config) {
        this.increments = increments;
        this.config = config;
        this.turns = new Semaphore(config.concurrent());
    }

    @Override
    public Uni<GetIncrementalityResponse> getIncrementality(GetIncrementalityRequest request) {
        Asked asked = Asked.of(request);
        return Uni.createFrom().deferred(() -> {
            if (!turns.tryAcquire()) {
                return Uni.createFrom().failure(busy());
            }
            return increments.of(asked).onTermination().invoke(turns::release);
        });
    }

    private Rejection busy() {
        return Rejection.exhausted(
                ErrorReason.ERROR_REASON_OVERLOADED,
                "comparisons of arms at once",
                "more than " + config.concurrent(),
                "at most " + config.concurrent() + "; try again later");
    }
}
