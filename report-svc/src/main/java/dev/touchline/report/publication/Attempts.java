package dev.touchline.report.publication;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Steps of one round of which none holds up the next: one that fails is logged, and fails the round at its end. */
final class Attempts {

    private static final Logger LOG = Logger.getLogger(Attempts.class);

    private Optional<Throwable> first = Optional.empty();

    /** Makes a step, and goes on whether it fails or not. */
    Uni<Void> make(String what, Supplier<Uni<?>> step) {
        return Uni.createFrom()
                .deferred(() -> step.get().replaceWithVoid())
                .onFailure()
                .recoverWithItem(failure -> note(what, failure));
    }

    private Void note(String what, Throwable failure) {
        LOG.errorf(failure, "Not done, and tried again step=\"%s\"", what);
        first = first.or(() -> Optional.of(failure));
        return null;
    }

    /** Fails with the first failure, if any step failed. */
    Uni<Void> end() {
        return first.map(failure -> Uni.createFrom().<Void>failure(failure))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
