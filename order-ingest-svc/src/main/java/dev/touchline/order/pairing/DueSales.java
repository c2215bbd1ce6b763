package dev.touchline.order.pairing;

import dev.touchline.kit.sql.Columns;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.order.sale.Mark;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;

/**
 * Sales whose twins must be looked for. A mark is taken only as it was read: one that was renewed meanwhile, or that somebody
 * is about to renew, stays. So no change is missed, and nobody waits here with a lock that others want. Who goes by other rules
 * than those in force takes none.
 */
@ApplicationScoped
public class DueSales {

    // Of the oldest, some: replicas share the work instead of waiting for each other.
    private static final String OLDEST =
            """
            SELECT sale_id, stamp, changed
            FROM (SELECT sale_id, stamp, changed FROM pairing_due WHERE since <= $1 ORDER BY since LIMIT 10 * $2::integer) AS oldest
            WHERE (SELECT rules FROM pairing_rules WHERE id = 1) = $3
            ORDER BY random() LIMIT $2
            """;

    // One mark after the other, by key and by place: most of the table's rows are taken ones, of which nobody has
    // counted.
    private static final String TAKE =
            """
            WITH taken AS MATERIALIZED (
                SELECT due.place
                FROM (SELECT * FROM unnest($1::bigint[], $2::bigint[]) AS read (sale_id, stamp) ORDER BY sale_id) AS read
                CROSS JOIN LATERAL (
                    SELECT ctid AS place FROM pairing_due AS due
                    WHERE due.sale_id = read.sale_id AND due.stamp = read.stamp FOR UPDATE SKIP LOCKED) AS due
                WHERE (SELECT rules FROM pairing_rules WHERE id = 1) = $3)
            DELETE FROM pairing_due AS due USING taken WHERE due.ctid = taken.place
            RETURNING due.sale_id, due.stamp, due.changed
            """;

    private static final String POSTPONE = "UPDATE pairing_due SET since = $3 WHERE (sale_id, stamp) = ($1, $2)";

    private static final String MARK_MEMBERS =
            """
            INSERT INTO pairing_due (sale_id, stamp, changed, since)
            SELECT sale_id, nextval('pairing_stamps'), false, $2
            FROM (SELECT sale_id FROM candidate WHERE member > 0 AND member = ANY($1) ORDER BY sale_id) AS sales
            ON CONFLICT (sale_id) DO UPDATE SET stamp = excluded.stamp
            """;

    private final Clock clock;
    private final PairingConfig config;
    private final String rules;

    public DueSales(Clock clock, PairingConfig config) {
        this.clock = clock;
        this.config = config;
        this.rules = RulesInForce.text(config);
    }

    /** Some of the oldest marks that were left for a while. */
    Uni<List<Mark>> oldest(SqlClient client, int limit) {
        Tuple asked = Tuple.of(ProtoTime.stored(clock.instant().minus(config.patience())), limit, rules);
        return client.preparedQuery(OLDEST).execute(asked).map(Mark::of);
    }

    /** Takes marks; answers those that were as they were read, none if other rules are in force. */
    Uni<List<Mark>> take(SqlClient client, Collection<Mark> read) {
        return client.preparedQuery(TAKE)
                .execute(new Columns<>(read)
                        .bigint(Mark::saleId)
                        .bigint(Mark::stamp)
                        .parameters()
                        .addString(rules))
                .map(Mark::of);
    }

    /** Puts a mark behind all others. */
    Uni<Void> postpone(SqlClient client, Mark mark) {
        return client.preparedQuery(POSTPONE)
                .execute(Tuple.of(mark.saleId(), mark.stamp(), ProtoTime.stored(clock.instant())))
                .replaceWithVoid();
    }

    /** Marks every candidate of members that turned out to be other persons. No lock of a sale may be taken after it. */
    Uni<Void> markMembers(SqlConnection tx, Collection<Long> members) {
        return tx.preparedQuery(MARK_MEMBERS)
                .execute(Tuple.tuple()
                        .addArrayOfLong(members.toArray(Long[]::new))
                        .addOffsetDateTime(ProtoTime.stored(clock.instant())))
                .replaceWithVoid();
    }
}
