package dev.touchline.kit.loop;

import dev.touchline.kit.error.Rejection;
import dev.touchline.type.v1.ErrorReason;
import io.grpc.Status;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Says when this process begins no more work. Its readiness goes first; then, for {@code quarkus.shutdown.delay}, it serves
 * as always, so that nobody is refused who has not yet heard; then this. What runs has {@code quarkus.shutdown.timeout} to
 * finish.
 */
@ApplicationScoped
public class Stopping {

    private final Vertx vertx;
    private final Duration delay;
    private final Set<UniEmitter<? super Void>> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean begun;

    public Stopping(Vertx vertx, @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
        this.vertx = vertx;
        this.delay = delay.orElse(Duration.ZERO);
    }

    void asked(@Observes ShutdownDelayInitiatedEvent event) {
        if (delay.isZero()) {
            begin();
        } else {
            vertx.setTimer(delay.toMillis(), timer -> begin());
        }
    }

    void atTheLatest(@Observes @Priority(1) ShutdownEvent event) {
        begin();
    }

    /** Whether no more work begins. */
    public boolean begun() {
        return begun;
    }

    /** Completes when no more work begins; at once if that is so already. */
    public Uni<Void> begins() {
        return Uni.createFrom().emitter(emitter -> {
            waiting.add(emitter);
            emitter.onTermination(() -> waiting.remove(emitter));
            if (begun) {
                emitter.complete(null);
            }
        });
    }

    /** What a caller is told whose work is not begun any more: try again, maybe at another replica. */
    public static Rejection refusal() {
        return new Rejection(
                Status.Code.UNAVAILABLE,
                ErrorReason.ERROR_REASON_PEER_UNAVAILABLE,
                "The service is stopping; try again",
                Map.of());
    }

    void begin() {
        begun = true;
        waiting.forEach(emitter -> {
            waiting.remove(emitter);
            emitter.complete(null);
        });
    }
}
