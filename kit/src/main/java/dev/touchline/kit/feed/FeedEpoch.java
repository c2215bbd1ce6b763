package dev.touchline.kit.feed;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Duration;

/**
 * The epoch of the own feed. It is kept beside the identity of the PostgreSQL cluster and database that wrote it; where they
 * differ (a restore, a fail-over) events may have been lost, so a new epoch begins, readers rebuild from zero, and ids that
 * may have been given out since are left out. Settled before the service answers its first call, and again once a minute
 * ({@link FeedConfig#epochKept}): a fail-over restarts no service, and all replicas must tell the same epoch.
 */
@ApplicationScoped
public class FeedEpoch {

    static final String RENEW_IF_MOVED =
            """
            INSERT INTO feed_epoch (epoch, system_identifier, timeline, database)
            SELECT gen_random_uuid()::text, system_identifier,
                   ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int,
                   (SELECT oid FROM pg_database WHERE datname = current_database())
            FROM pg_control_system()
            ON CONFLICT (only_row) DO UPDATE
            SET epoch = excluded.epoch, system_identifier = excluded.system_identifier, timeline = excluded.timeline,
                database = excluded.database
            WHERE (feed_epoch.system_identifier, feed_epoch.timeline, feed_epoch.database)
                  IS DISTINCT FROM (excluded.system_identifier, excluded.timeline, excluded.database)
            """;

    private static final String CURRENT = "SELECT epoch FROM feed_epoch";

    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Duration RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);

    private final Pool pool;
    private final Duration kept;
    private volatile Uni<String> current;

    @Inject
    public FeedEpoch(Pool pool, FeedConfig config) {
        this(pool, config.epochKept());
    }

    FeedEpoch(Pool pool, Duration kept) {
        this.pool = pool;
        this.kept = kept;
        settle();
    }

    // Before the loops, which want all connections at once; on a machine that is busy each takes seconds to open.
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
        Uni.createFrom()
                .deferred(this::current)
                .onFailure()
                .retry()
                .withBackOff(RETRY, LONGEST_RETRY)
                .expireIn(START_LIMIT.toMillis())
                .await()
                .atMost(START_LIMIT.multipliedBy(2));
    }

    /** The epoch, at most {@link FeedConfig#epochKept} old. A failure is not kept: the next use tries again. */
    public Uni<String> current() {
        return current.onFailure().invoke(this::settle);
    }

    /** Settles the epoch anew at its next use, as a start does. */
    void settle() {
        current = Uni.createFrom()
                .deferred(() -> pool.query(RENEW_IF_MOVED).execute())
                .chain(renewed -> pool.query(CURRENT).execute())
                .map(rows -> rows.iterator().next().getString(0))
                .memoize()
                .forFixedDuration(kept);
    }
}
