package dev.touchline.kit.feed;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The epoch of the own feed. It is kept beside the identity of the PostgreSQL cluster that wrote it; where they differ (a
 * restore, a fail-over to a logical copy) events may have been lost, so a new epoch begins and readers rebuild from zero.
 */
@ApplicationScoped
public class FeedEpoch {

    static final String RENEW_IF_MOVED =
            """
            INSERT INTO feed_epoch (epoch, system_identifier, timeline)
            SELECT gen_random_uuid()::text, system_identifier,
                   ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int
            FROM pg_control_system()
            ON CONFLICT (only_row) DO UPDATE
            SET epoch = excluded.epoch, system_identifier = excluded.system_identifier, timeline = excluded.timeline
            WHERE (feed_epoch.system_identifier, feed_epoch.timeline)
                  IS DISTINCT FROM (excluded.system_identifier, excluded.timeline)
            """;

    private static final String CURRENT = "SELECT epoch FROM feed_epoch";

    private final Pool pool;
    private volatile Uni<String> current;

    public FeedEpoch(Pool pool) {
        this.pool = pool;
        settle();
    }

    /** The epoch; settled at the first use after the process started. A failure is not kept: the next use tries again. */
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
                .indefinitely();
    }
}
