package dev.touchline.report.performance;

import dev.touchline.kit.error.Rejection;
import dev.touchline.type.v1.ErrorReason;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets a few reports run at once, and none for ever. Who comes on top of that is refused, not queued. A report that its
 * caller has given up still counts until it has ended, because until then it has a connection.
 */
@ApplicationScoped
public class ReportGate {

    private final ReportConfig config;
    private final AtomicInteger running = new AtomicInteger();

    public ReportGate(ReportConfig config) {
        this.config = config;
    }

    /** The report, or RESOURCE_EXHAUSTED if too many are running or it takes too long. */
    public <T> Uni<T> admit(Supplier<Uni<T>> report) {
        return Uni.createFrom().deferred(() -> {
            if (running.incrementAndGet() > config.maxConcurrent()) {
                running.decrementAndGet();
                return Uni.createFrom()
                        .failure(overloaded("reports at once", "more", "at most " + config.maxConcurrent()));
            }
            return untilItEnds(report).ifNoItem().after(config.deadline()).failWith(() -> late(config.deadline()));
        });
    }

    /** Why a report that takes too long is not answered. */
    static Rejection late(Duration deadline) {
        return overloaded("time of the report", "longer", "within " + deadline);
    }

    /** Runs on when the caller leaves, and gives its place back at its own end. */
    private <T> Uni<T> untilItEnds(Supplier<Uni<T>> report) {
        return Uni.createFrom().emitter(caller -> Uni.createFrom()
                .deferred(report::get)
                .onTermination()
                .invoke(running::decrementAndGet)
                .subscribe()
                .with(caller::complete, caller::fail));
    }

    private static Rejection overloaded(String what, String got, String expected) {
        return Rejection.exhausted(ErrorReason.ERROR_REASON_OVERLOADED, what, got, expected);
    }
}
