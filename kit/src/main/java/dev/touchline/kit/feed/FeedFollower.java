package dev.touchline.kit.feed;

import dev.touchline.kit.loop.Loops;
import dev.touchline.kit.loop.Stopping;
import dev.touchline.kit.peer.FeedClient;
import dev.touchline.kit.telemetry.EventTraces;
import dev.touchline.kit.telemetry.TracedHandler;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Follows every feed that this service has a {@link FeedHandler} for, all partitions at once, until it stops. */
@ApplicationScoped
public class FeedFollower {

    private static final Logger LOG = Logger.getLogger(FeedFollower.class);

    private final Pool pool;
    private final FeedCursors cursors;
    private final FeedConfig config;
    private final List<FeedHandler> handlers;
    private final FeedClient peers;
    private final EventTraces traces;
    private final Loops loops;
    private final Stopping stopping;

    public FeedFollower(
            Pool pool,
            FeedCursors cursors,
            FeedConfig config,
            @All List<FeedHandler> handlers,
            FeedClient peers,
            EventTraces traces,
            Loops loops,
            Stopping stopping) {
        this.pool = pool;
        this.cursors = cursors;
        this.config = config;
        this.handlers = handlers;
        this.peers = peers;
        this.traces = traces;
        this.loops = loops;
        this.stopping = stopping;
    }

    void start(@Observes StartupEvent event) {
        if (config.follow()) {
            for (FeedHandler handler : handlers) {
                Turns turns = new Turns(config.transactions(), stopping::begun);
                for (short part = 0; part < FeedInbox.PARTITIONS; part++) {
                    follow(handler, part, turns);
                }
            }
        }
    }

    /** The names of the feeds that this service follows. */
    public List<String> feeds() {
        return handlers.stream().map(FeedHandler::feed).toList();
    }

    /** Reads every feed again from zero: the readers find their epoch gone and {@link FeedHandler#forget forget} first. */
    public Uni<Void> replay() {
        return pool.withTransaction(tx -> {
            Uni<Void> done = Uni.createFrom().voidItem();
            for (FeedHandler handler : handlers) {
                done = done.chain(() -> cursors.restart(tx, handler.feed(), ""));
            }
            return done;
        });
    }

    private void follow(FeedHandler handler, short part, Turns turns) {
        FeedReader reader =
                new FeedReader(pool, cursors, peers, new TracedHandler(handler, traces), config, part, turns);
        AtomicBoolean failing = new AtomicBoolean();
        loops.start(() -> reader.readOnce()
                .invoke(applied -> recovered(handler, part, failing))
                .map(this::pause)
                .onFailure()
                .recoverWithItem(failure -> rest(handler, part, failure, failing)));
    }

    /**
     * Rests a moment after a small batch, so that the next one is larger: a transaction for every handful of events costs
     * PostgreSQL more than the events themselves. A full batch means that more is waiting. Rests longer from a partition that
     * another replica applies: whoever reads what others apply reads for nothing.
     */
    private Duration pause(OptionalInt applied) {
        if (applied.isEmpty()) {
            return config.leave();
        }
        return applied.getAsInt() == 0 || applied.getAsInt() >= config.batch() ? Duration.ZERO : config.gather();
    }

    /** Said once, not at every try: sixteen partitions try again twice a second while a peer is away. */
    private Duration rest(FeedHandler handler, short part, Throwable failure, AtomicBoolean failing) {
        boolean first = failing.compareAndSet(false, true);
        if (first && failure instanceof FeedGapException) {
            LOG.errorf(failure, "Feed has a gap feed=%s partition=%d", handler.feed(), part);
        } else if (first) {
            LOG.infof("Feed cannot be followed now feed=%s partition=%d cause=%s", handler.feed(), part, failure);
        }
        return config.retryDelay();
    }

    private static void recovered(FeedHandler handler, short part, AtomicBoolean failing) {
        if (failing.compareAndSet(true, false)) {
            LOG.infof("Feed is followed again feed=%s partition=%d", handler.feed(), part);
        }
    }
}
