package dev.touchline.kit.feed;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * The partitions of the feed's table, each a range of positions. They are attached and detached so that nobody waits
 * noticeably: attaching takes no lock that a writer or reader minds, detaching gives up after a tenth of a second.
 */
@ApplicationScoped
class FeedPartitions {

    /** A partition that holds positions from {@code from} to before {@code until}. */
    record Partition(String table, long from, long until) {}

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String ALL =
            """
            SELECT child.relname, bounds[1]::bigint, bounds[2]::bigint
            FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
            CROSS JOIN regexp_match(pg_get_expr(relpartbound, child.oid), $$FROM \\('?(\\d+)'?\\) TO \\('?(\\d+)'?\\)$$)
                 AS bounds
            WHERE inhparent = 'feed'::regclass
            ORDER BY 2
            """;

    private static final String CREATE = "CREATE TABLE feed_%d (LIKE feed INCLUDING ALL)";

    private static final String ATTACH = "ALTER TABLE feed ATTACH PARTITION feed_%d FOR VALUES FROM (%d) TO (%d)";

    private static final String DO_NOT_WAIT = "SET LOCAL lock_timeout = '100ms'";

    // Before the table, as a sequencer takes them: nobody waits for the other the wrong way round.
    private static final String LOCK_HEADS = "SELECT FROM feed_head ORDER BY part FOR UPDATE";

    private static final String BEGIN_AT = "UPDATE feed_head SET first = %d";

    private static final String DETACH = "ALTER TABLE feed DETACH PARTITION %s";

    private static final String LAST_IS_OLD =
            """
            SELECT coalesce(max(recorded_at) < $2, false) FROM feed_head JOIN feed USING (part) WHERE feed.pos = $1 - 1
            """;

    private final FeedConfig config;
    private final Clock clock;

    FeedPartitions(FeedConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** All partitions, by position. */
    Uni<List<Partition>> all(SqlClient client) {
        return client.query(ALL).execute().map(rows -> {
            List<Partition> partitions = new ArrayList<>(rows.size());
            rows.forEach(row -> partitions.add(new Partition(row.getString(0), row.getLong(1), row.getLong(2))));
            return partitions;
        });
    }

    /** Whether the last events of a partition are older than the feed keeps. */
    Uni<Boolean> isOld(SqlClient client, Partition partition) {
        OffsetDateTime kept = clock.instant().minus(config.keep()).atOffset(ZoneOffset.UTC);
        return client.preparedQuery(LAST_IS_OLD)
                .execute(Tuple.of(partition.until(), kept))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** Adds a partition for positions from one to before another; the first can be filled when this commits. */
    Uni<Void> attach(SqlConnection tx, long from, long until) {
        return tx.query(CREATE.formatted(from))
                .execute()
                .chain(() -> tx.query(ATTACH.formatted(from, from, until)).execute())
                .replaceWithVoid();
    }

    /**
     * Takes the oldest partition out of the feed and leaves it as a table of its own. Fails if others use the feed for long
     * just now; see {@link #inUse}.
     */
    Uni<Void> detach(SqlConnection tx, Partition oldest) {
        return tx.query(DO_NOT_WAIT)
                .execute()
                .chain(() -> tx.query(LOCK_HEADS).execute())
                .chain(() -> tx.query(BEGIN_AT.formatted(oldest.until())).execute())
                .chain(() -> tx.query(DETACH.formatted(oldest.table())).execute())
                .replaceWithVoid();
    }

    /** Whether a failure says that others use the feed: a dump or a check reads all of it. */
    static boolean inUse(Throwable failure) {
        return failure instanceof PgException refused && LOCK_NOT_AVAILABLE.equals(refused.getSqlState());
    }
}
