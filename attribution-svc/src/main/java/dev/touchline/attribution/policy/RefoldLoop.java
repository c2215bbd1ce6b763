package dev.touchline.attribution.policy;

import dev.touchline.kit.loop.Loops;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Marks whom new versions concern, one step after the other, until the service stops. Every replica does. */
@ApplicationScoped
class RefoldLoop {

    private static final Logger LOG = Logger.getLogger(RefoldLoop.class);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration FULL = Duration.ofMillis(50);

    private final Refold refold;
    private final Loops loops;
    private final boolean run;

    RefoldLoop(
            Refold refold,
            Loops loops,
            @ConfigProperty(name = "touchline.fold.run", defaultValue = "true") boolean run) {
        this.refold = refold;
        this.loops = loops;
        this.run = run;
    }

    void start(@Observes StartupEvent event) {
        if (run) {
            loops.start(() -> refold.step().map(RefoldLoop::rest).onFailure().recoverWithItem(RefoldLoop::rest));
        }
    }

    private static Duration rest(Refold.Step step) {
        return switch (step) {
            case IDLE -> IDLE;
            case DONE -> Duration.ZERO;
            case FULL -> FULL;
        };
    }

    private static Duration rest(Throwable failure) {
        LOG.errorf(failure, "Members that a new policy concerns cannot be marked now retry_in=%s", IDLE);
        return IDLE;
    }
}
