package dev.touchline.kit.loop;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The loops of this process. When it stops, each ends after its round, while calls still finish; the connections they use are
 * released only after that.
 */
@ApplicationScoped
public class Loops {

    private static final Logger LOG = Logger.getLogger(Loops.class);

    private final Stopping stopping;
    private final Duration limit;
    private final Queue<Loop> loops = new ConcurrentLinkedQueue<>();

    public Loops(
            Stopping stopping,
            @ConfigProperty(name = "quarkus.shutdown.timeout", defaultValue = "10s") Duration limit) {
        this.stopping = stopping;
        this.limit = limit;
    }

    /**
     * Does a round of work again and again until the process stops, never cutting one off. A round answers how long to rest
     * before the next; it must end by itself and within the time that a stop may take, so that whoever waits inside a round
     * gives up when {@link Stopping#begins}.
     */
    public void start(Supplier<Uni<Duration>> round) {
        Loop loop = Loop.start(round);
        loops.add(loop);
        stopping.begins().subscribe().with(now -> loop.stop());
    }

    /** Waits for the rounds that run; cuts them off, as a kill would, after {@code quarkus.shutdown.timeout}. */
    void stop(@Observes @Priority(2) ShutdownEvent event) throws InterruptedException {
        CompletableFuture<?>[] rounds = loops.stream().map(Loop::stop).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(rounds).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooLong) {
            LOG.errorf("Rounds of work do not end and are cut off limit=%s", limit);
        } catch (ExecutionException neverFails) {
            throw new IllegalStateException(neverFails);
        }
    }
}
