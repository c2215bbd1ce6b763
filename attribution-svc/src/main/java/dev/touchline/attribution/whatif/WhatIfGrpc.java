package dev.touchline.attribution.whatif;

import dev.touchline.attribution.fold.Policies;
import dev.touchline.attribution.policy.PolicyBook;
import dev.touchline.attribution.v1.Policy;
import dev.touchline.attribution.v1.WhatIfRequest;
import dev.touchline.attribution.v1.WhatIfResponse;
import dev.touchline.attribution.v1.WhatIfResult;
import dev.touchline.attribution.v1.WhatIfService;
import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.loop.Stopping;
import dev.touchline.type.v1.ErrorReason;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;

/** Takes questions, a few at once, and lets go of those whose callers have left. */
@GrpcService
public class WhatIfGrpc implements WhatIfService {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final WhatIf whatIf;
    private final Threads threads;
    private final PolicyBook book;
    private final Pool pool;
    private final WhatIfConfig config;
    private final Stopping stopping;
    private final Clock clock;
    private final Semaphore places;

    WhatIfGrpc(
            WhatIf whatIf,
            Threads threads,
            PolicyBook book,
            Pool pool,
            WhatIfConfig config,
            Stopping stopping,
            Clock clock) {
        this.whatIf = whatIf;
        this.threads = threads;
        this.book = book;
        this.pool = pool;
        this.config = config;
        this.stopping = stopping;
        this.clock = clock;
        this.places = new Semaphore(config.concurrent());
    }

    // Progress is a message each 200 ms at most, so that it does not matter that the stream has no back-pressure.
    @Override
    public Multi<WhatIfResponse> whatIf(WhatIfRequest request) {
        return Multi.createFrom().emitter(caller -> {
            if (!places.tryAcquire()) {
                caller.fail(Rejection.exhausted(
                        ErrorReason.ERROR_REASON_OVERLOADED,
                        "what-ifs at once",
                        "more",
                        "at most " + config.concurrent() + "; try again later"));
                return;
            }
            Abandonment abandonment = new Abandonment(config.deadline(), stopping);
            caller.onTermination(abandonment::callerLeft);
            threads.start(() -> {
                try {
                    answer(request, abandonment, caller);
                } finally {
                    places.release();
                }
            });
        });
    }

    private void answer(WhatIfRequest request, Abandonment abandonment, MultiEmitter<? super WhatIfResponse> caller) {
        Steps steps = new Steps(
                progress -> caller.emit(
                        WhatIfResponse.newBuilder().setProgress(progress).build()),
                abandonment);
        try {
            Ask ask = ask(request);
            WhatIfResult result = whatIf.answer(ask, steps).toBuilder()
                    .setOfficialPolicyVersion(ask.inForce()
                            .at(clock.instant(), request.getBrand())
                            .version())
                    .build();
            caller.emit(WhatIfResponse.newBuilder().setResult(result).build());
            caller.complete();
        } catch (CancellationException left) {
            // Nobody is there to be told.
        } catch (RuntimeException | Error failed) {
            caller.fail(failed);
        }
    }

    private static boolean splitsOnly(Policy policy) {
        return policy.hasPerformance()
                && policy.toBuilder().clearPerformance().clearVersion().build().equals(Policy.getDefaultInstance());
    }

    /** On a thread that may wait. */
    private Ask ask(WhatIfRequest request) {
        Check.text("brand", request.getBrand(), 0, 64);
        if (request.hasPolicy() && splitsOnly(request.getPolicy())) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_MALFORMED,
                    "policy",
                    "nothing but performance",
                    "rules that credit campaigns: a what-if does not split performance");
        }
        Policies inForce = book.current(pool).await().atMost(LIMIT);
        Policies policies = request.hasPolicy()
                ? book.instead(pool, request.getPolicy(), request.getBrand(), clock.instant())
                        .await()
                        .atMost(LIMIT)
                : inForce;
        return Ask.of(request, policies, inForce);
    }
}
