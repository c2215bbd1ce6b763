package dev.touchline.order.pairing;

import dev.touchline.kit.sql.Columns;
import dev.touchline.kit.time.ProtoTime;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Sales whose twins must be looked for. A mark is taken only as it was read: one that was renewed meanwhile, or that somebody
 * is about to renew, stays. So no change is missed, and nobody waits here with a lock that others want.
 */
@ApplicationScoped
public class DueSales {

    /** A mark; changed: a paired sale changed, and nobody was told yet. */
    record Mark(long saleId, long stamp, boolean changed) {}

    private static final String OF_SALES = "SELECT sale_id, stamp, changed FROM pairing_due WHERE sale_id = ANY($1)";

    private static final String OLDEST =
            "SELECT sale_id, stamp, changed FROM pairing_due WHERE since <= $1 ORDER BY since LIMIT $2";

    private static final String TAKE =
            """
            WITH taken AS MATERIALIZED (
                SELECT due.sale_id FROM pairing_due AS due
                JOIN unnest($1::bigint[], $2::bigint[]) AS read (sale_id, stamp) USING (sale_id, stamp)
                ORDER BY due.sale_id FOR UPDATE OF due SKIP LOCKED)
            DELETE FROM pairing_due AS due USING taken WHERE due.sale_id = taken.sale_id
            RETURNING due.sale_id, due.stamp, due.changed
            """;

    private static final String MARK_MEMBERS =
            """
            INSERT INTO pairing_due (sale_id, stamp, changed, since)
            SELECT sale_id, nextval('pairing_stamps'), false, $2
            FROM (SELECT sale_id FROM candidate WHERE member > 0 AND member = ANY($1) ORDER BY sale_id) AS sales
            ON CONFLICT (sale_id) DO UPDATE SET stamp = excluded.stamp
            """;

    private static final String MARK_ALL =
            """
            INSERT INTO pairing_due (sale_id, stamp, changed, since)
            SELECT sale_id, nextval('pairing_stamps'), false, $1 FROM (SELECT sale_id FROM candidate ORDER BY sale_id) AS sales
            ON CONFLICT (sale_id) DO UPDATE SET stamp = excluded.stamp
            """;

    private static final String CHANGE_RULES = "UPDATE pairing_rules SET rules = $1 WHERE rules <> $1";

    private final Clock clock;

    public DueSales(Clock clock) {
        this.clock = clock;
    }

    Uni<List<Mark>> of(SqlClient client, Collection<Long> sales) {
        return client.preparedQuery(OF_SALES)
                .execute(Tuple.tuple().addArrayOfLong(sales.toArray(Long[]::new)))
                .map(DueSales::marks);
    }

    /** Marks that were left for a while, the oldest first. */
    Uni<List<Mark>> oldest(SqlClient client, Duration patience, int limit) {
        return client.preparedQuery(OLDEST)
                .execute(Tuple.of(ProtoTime.stored(clock.instant().minus(patience)), limit))
                .map(DueSales::marks);
    }

    /** Takes marks; answers those that were as they were read. */
    Uni<List<Mark>> take(SqlClient client, Collection<Mark> read) {
        return client.preparedQuery(TAKE)
                .execute(new Columns<>(read)
                        .bigint(Mark::saleId)
                        .bigint(Mark::stamp)
                        .parameters())
                .map(DueSales::marks);
    }

    /** Marks every candidate of members that turned out to be other persons. No lock of a sale may be taken after it. */
    Uni<Void> markMembers(SqlConnection tx, Collection<Long> members) {
        return tx.preparedQuery(MARK_MEMBERS)
                .execute(Tuple.tuple()
                        .addArrayOfLong(members.toArray(Long[]::new))
                        .addOffsetDateTime(ProtoTime.stored(clock.instant())))
                .replaceWithVoid();
    }

    /** Marks every candidate if these rules are others than before. */
    Uni<Void> changeRules(SqlConnection tx, String rules) {
        return tx.preparedQuery(CHANGE_RULES)
                .execute(Tuple.of(rules))
                .chain(changed -> changed.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : tx.preparedQuery(MARK_ALL)
                                .execute(Tuple.of(ProtoTime.stored(clock.instant())))
                                .replaceWithVoid());
    }

    private static List<Mark> marks(RowSet<Row> rows) {
        return rows.stream()
                .map(row -> new Mark(row.getLong("sale_id"), row.getLong("stamp"), row.getBoolean("changed")))
                .toList();
    }
}
