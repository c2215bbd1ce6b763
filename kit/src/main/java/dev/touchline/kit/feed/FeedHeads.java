package dev.touchline.kit.feed;

import dev.touchline.kit.loop.Loops;
import dev.touchline.kit.loop.Stopping;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.pubsub.PgSubscriber;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.pgclient.PgConnectOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The last position of each partition, as far as this process knows, and who waits for more. Learned from the sequencers'
 * notifications on one dedicated connection; one poll of all heads is the safety net.
 */
@ApplicationScoped
public class FeedHeads {

    private static final Logger LOG = Logger.getLogger(FeedHeads.class);
    private static final String HEADS = "SELECT part, last FROM feed_head";

    private final AtomicLongArray heads = new AtomicLongArray(FeedInbox.PARTITIONS);
    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
    private final Pool pool;
    private final Vertx vertx;
    private final PgConnectOptions options;
    private final FeedConfig config;
    private final Loops loops;
    private final Stopping stopping;
    private volatile PgSubscriber subscriber;

    private record Waiter(int part, long after, UniEmitter<? super Void> emitter) {}

    public FeedHeads(
            Vertx vertx,
            Pool pool,
            FeedConfig config,
            Loops loops,
            Stopping stopping,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.pool = pool;
        this.config = config;
        this.loops = loops;
        this.stopping = stopping;
        this.vertx = vertx;
        this.options = PgConnectOptions.fromUri(url).setUser(user).setPassword(password);
    }

    void start(@Observes StartupEvent event) {
        listen().subscribe().with(listening -> {}, stopped -> {});
        loops.start(() -> refresh().onFailure().recoverWithNull().replaceWith(config.headPoll()));
        stopping.begins().subscribe().with(now -> answerWaiters());
    }

    /** A subscriber connects again by itself only after it was connected once, so each try takes a new one. */
    Uni<Void> listen() {
        AtomicBoolean said = new AtomicBoolean();
        return Uni.createFrom()
                .deferred(this::connect)
                .onFailure(failure -> !said.getAndSet(true))
                .invoke(failure -> LOG.warnf("Listening failed; heads are polled until it works cause=%s", failure))
                .onFailure(failure -> !stopping.begun())
                .retry()
                .withBackOff(config.listenRetry(), config.listenRetry())
                .indefinitely();
    }

    private Uni<Void> connect() {
        PgSubscriber fresh = PgSubscriber.subscriber(vertx, options);
        fresh.reconnectPolicy(retries -> config.listenRetry().toMillis());
        fresh.channel(FeedSequencer.CHANNEL).handler(this::notified);
        subscriber = fresh;
        return fresh.connect();
    }

    void stop(@Observes ShutdownEvent event) {
        subscriber.close().subscribe().with(ok -> {}, failure -> {});
    }

    /** Whoever waits when the service stops is answered that there is no more yet, and asks again, maybe another replica. */
    private void answerWaiters() {
        waiters.forEach(waiter -> waiter.emitter().complete(null));
    }

    /** The last known position of a partition. */
    public long head(int part) {
        return heads.get(part);
    }

    /** Completes as soon as a partition has an event after a position, or the wait is over. */
    Uni<Void> awaitAfter(int part, long after, Duration wait) {
        if (heads.get(part) > after || wait.isZero() || stopping.begun()) {
            return Uni.createFrom().voidItem();
        }
        Uni<Void> woken = Uni.createFrom().emitter(emitter -> enlist(new Waiter(part, after, emitter)));
        return woken.ifNoItem().after(wait).recoverWithItem((Void) null);
    }

    private void enlist(Waiter waiter) {
        waiters.add(waiter);
        waiter.emitter().onTermination(() -> waiters.remove(waiter));
        wakeWaiters(); // the head may have moved since it was looked at
        if (stopping.begun()) {
            answerWaiters();
        }
    }

    private Uni<Void> refresh() {
        return pool.query(HEADS)
                .execute()
                .invoke(rows -> {
                    for (Row row : rows) {
                        advance(row.getShort(0), row.getLong(1));
                    }
                    wakeWaiters();
                })
                .replaceWithVoid();
    }

    private void notified(String payload) {
        int colon = payload.indexOf(':');
        advance(Integer.parseInt(payload.substring(0, colon)), Long.parseLong(payload.substring(colon + 1)));
        wakeWaiters();
    }

    private void advance(int part, long last) {
        heads.accumulateAndGet(part, last, Math::max);
    }

    private void wakeWaiters() {
        for (Waiter waiter : waiters) {
            if (heads.get(waiter.part()) > waiter.after() && waiters.remove(waiter)) {
                waiter.emitter().complete(null);
            }
        }
    }
}
