package dev.touchline.kit.loop;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Rounds of work, one after the other. It stops between two rounds and never inside one, so that a transaction that has
 * begun is committed; a rest is cut short.
 */
final class Loop {

    private static final Logger LOG = Logger.getLogger(Loop.class);
    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(1);

    private final Supplier<Uni<Duration>> round;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean stopping;
    private volatile UniEmitter<? super Void> resting;

    private Loop(Supplier<Uni<Duration>> round) {
        this.round = round;
    }

    /** Begins at once. A round answers how long to rest before the next one; it handles its own failures. */
    static Loop start(Supplier<Uni<Duration>> round) {
        Loop loop = new Loop(round);
        Uni.createFrom()
                .deferred(() -> round.get())
                .onFailure()
                .recoverWithItem(Loop::unexpected)
                .chain(loop::rest)
                .repeat()
                .until(rested -> loop.stopping)
                .onTermination()
                .invoke(() -> loop.ended.complete(null))
                .subscribe()
                .with(rested -> {});
        return loop;
    }

    /** Begins no other round; completes when the running one has ended. */
    CompletableFuture<Void> stop() {
        stopping = true;
        UniEmitter<? super Void> rest = resting;
        if (rest != null) {
            rest.complete(null);
        }
        return ended;
    }

    private Uni<Boolean> rest(Duration duration) {
        Uni<Boolean> on = Uni.createFrom().item(true);
        return duration.isZero() || stopping
                ? on
                : Uni.createFrom()
                        .<Void>emitter(this::restUntilStopped)
                        .ifNoItem()
                        .after(duration)
                        .recoverWithItem((Void) null)
                        .chain(() -> on);
    }

    private void restUntilStopped(UniEmitter<? super Void> rest) {
        resting = rest;
        if (stopping) {
            rest.complete(null);
        }
    }

    private static Duration unexpected(Throwable failure) {
        LOG.error("A round of work failed unexpectedly; it is begun again", failure);
        return REST_AFTER_FAILURE;
    }
}
