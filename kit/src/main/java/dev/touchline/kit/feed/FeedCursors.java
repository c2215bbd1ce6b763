package dev.touchline.kit.feed;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How far this service has applied the feeds of others. */
@ApplicationScoped
public class FeedCursors {

    /** A place in one partition of a feed; an empty epoch: never read. */
    public record Cursor(String feed, short part, String epoch, long position) {}

    private static final String CREATE =
            """
            INSERT INTO feed_cursor (feed, part, epoch, position)
            SELECT $1, part, '', 0 FROM generate_series(0, $2 - 1) AS part ORDER BY part
            ON CONFLICT DO NOTHING
            """;

    private static final String ALL = "SELECT feed, part, epoch, position FROM feed_cursor ORDER BY feed, part";

    private static final String ONE =
            "SELECT feed, part, epoch, position FROM feed_cursor WHERE feed = $1 AND part = $2";

    private static final String LOCK_IF_FREE = ONE + " FOR UPDATE SKIP LOCKED";

    private static final String LOCK_FEED =
            "SELECT feed, part, epoch, position FROM feed_cursor WHERE feed = $1 ORDER BY part FOR UPDATE";

    private static final String MOVE = "UPDATE feed_cursor SET epoch = $3, position = $4 WHERE feed = $1 AND part = $2";

    private static final String RESTART = "UPDATE feed_cursor SET epoch = $2, position = 0 WHERE feed = $1";

    /** Makes sure that a feed has its sixteen cursors. */
    Uni<Void> create(SqlClient client, String feed) {
        return client.preparedQuery(CREATE)
                .execute(Tuple.of(feed, FeedInbox.PARTITIONS))
                .replaceWithVoid();
    }

    /** All cursors, by feed and partition. */
    public Uni<List<Cursor>> all(SqlClient client) {
        return client.query(ALL).execute().map(FeedCursors::cursors);
    }

    /** A cursor; empty until the feed's cursors were created. */
    Uni<Optional<Cursor>> read(SqlClient client, String feed, short part) {
        return client.preparedQuery(ONE).execute(Tuple.of(feed, part)).map(rows -> cursors(rows).stream()
                .findFirst());
    }

    /**
     * Locks one cursor until the transaction ends: two replicas never apply the same events at once. Empty: somebody else has
     * locked it.
     */
    Uni<Optional<Cursor>> lockIfFree(SqlConnection tx, String feed, short part) {
        return tx.preparedQuery(LOCK_IF_FREE).execute(Tuple.of(feed, part)).map(rows -> cursors(rows).stream()
                .findFirst());
    }

    /** Locks all cursors of a feed. */
    Uni<List<Cursor>> lockFeed(SqlConnection tx, String feed) {
        return tx.preparedQuery(LOCK_FEED).execute(Tuple.of(feed)).map(FeedCursors::cursors);
    }

    Uni<Void> move(SqlConnection tx, Cursor to) {
        return tx.preparedQuery(MOVE)
                .execute(Tuple.of(to.feed(), to.part(), to.epoch(), to.position()))
                .replaceWithVoid();
    }

    /** Sets all cursors of a feed to zero in an epoch. */
    Uni<Void> restart(SqlConnection tx, String feed, String epoch) {
        return tx.preparedQuery(RESTART).execute(Tuple.of(feed, epoch)).replaceWithVoid();
    }

    private static List<Cursor> cursors(RowSet<Row> rows) {
        List<Cursor> cursors = new ArrayList<>(rows.size());
        for (Row row : rows) {
            cursors.add(new Cursor(row.getString(0), row.getShort(1), row.getString(2), row.getLong(3)));
        }
        return cursors;
    }
}
