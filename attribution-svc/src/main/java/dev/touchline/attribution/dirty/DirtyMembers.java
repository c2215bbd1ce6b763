package dev.touchline.attribution.dirty;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The marks of those who must be folded again, by canonical unit. No mark is ever lost, and no person is ever folded twice
 * at once, by row locks alone:
 *
 * <ul>
 *   <li>Who adds facts appends marks to {@code dirty_inbox}, and neither waits for folders nor keeps them waiting. Before a
 *       folder claims, it collects a shard's marks into {@code dirty}: those that are committed, with the facts behind them. What
 *       another folder has claimed cannot be collected before that one has ended, so that the mark is new afterwards.
 *   <li>A claim deletes the row. What the folder loads it loads by later statements, whose snapshots hold everything that
 *       was committed with the marks it claimed.
 *   <li>Who takes something from one unit to another, a member or the ledger of a sale, marks both in {@code dirty} itself
 *       before. That waits for every folder that works on either, and no folder can claim them before it is committed
 *       (DO UPDATE … WHERE false locks the row that is already there): two claims never see one member.
 * </ul>
 *
 * READ COMMITTED throughout. With DO NOTHING in a mark, or with claim and load in one statement, ledgers go stale within seconds.
 */
@ApplicationScoped
public class DirtyMembers {

    /** Most units that one transaction claims: it must end within 200 ms, because who moves something waits for it. */
    public static final int CLAIM = 300;

    /** Marks that are collected at once: several claims', because who is marked again meanwhile is folded once. */
    public static final int COLLECT_MARKS = 10 * CLAIM;

    /** Units in one row of the inbox: such a row is kept in its table. */
    private static final int PART = 200;

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String APPEND =
            """
            INSERT INTO dirty_inbox (shard, since, members)
            SELECT shard, $3, array_agg(member)
            FROM (SELECT shard, member, (row_number() OVER (PARTITION BY shard ORDER BY member) - 1) / $4 AS part
                  FROM unnest($1::smallint[], $2::bigint[]) AS marked (shard, member)) AS marked
            GROUP BY shard, part ORDER BY shard, part
            """;

    private static final String WAIT_LITTLE = "SET LOCAL lock_timeout = '100ms'";

    private static final String COLLECT =
            """
            WITH oldest AS MATERIALIZED (
                SELECT ctid, since, members FROM dirty_inbox WHERE shard = $1
                ORDER BY since LIMIT $2 FOR UPDATE SKIP LOCKED),
            counted AS (
                SELECT ctid, sum(cardinality(members)) OVER (ORDER BY since, ctid) - cardinality(members) AS before FROM oldest),
            taken AS (
                DELETE FROM dirty_inbox
                WHERE shard = $1 AND ctid = ANY (ARRAY(SELECT ctid FROM counted WHERE before < $2)) RETURNING since, members)
            INSERT INTO dirty (shard, member, since)
            SELECT $1, member, min(since) FROM taken CROSS JOIN unnest(members) AS marked (member)
            GROUP BY member ORDER BY member
            ON CONFLICT (shard, member) DO NOTHING
            """;

    private static final String MARK =
            """
            INSERT INTO dirty (shard, member, since)
            SELECT shard, member, $3 FROM unnest($1::smallint[], $2::bigint[]) AS marked (shard, member) ORDER BY member
            ON CONFLICT (shard, member) DO UPDATE SET since = dirty.since WHERE false
            """;

    private static final String CLAIM_SOME =
            """
            WITH c AS MATERIALIZED (
                SELECT member, since FROM dirty WHERE shard = $1 AND not_before <= $3
                AND (SELECT since <= $4 OR since > $3 FROM dirty WHERE shard = $1 AND not_before <= $3
                     ORDER BY since LIMIT 1) -- before anything is locked
                ORDER BY since LIMIT $2 FOR UPDATE SKIP LOCKED)
            DELETE FROM dirty AS d USING c
            WHERE d.shard = $1 AND d.member = c.member AND (SELECT min(since) <= $4 OR min(since) > $3 FROM c)
            RETURNING d.member
            """;

    private static final String CLAIM_ONE =
            """
            WITH c AS MATERIALIZED (
                SELECT member FROM dirty WHERE shard = $1 AND member = $2 FOR UPDATE SKIP LOCKED)
            DELETE FROM dirty AS d USING c WHERE d.shard = $1 AND d.member = c.member RETURNING d.member
            """;

    private static final String POSTPONE = "UPDATE dirty SET not_before = $3 WHERE shard = $1 AND member = $2";

    private static final String OLDEST =
            """
            SELECT shard::smallint, oldest
            FROM (SELECT shards.shard,
                         least((SELECT since FROM dirty WHERE dirty.shard = shards.shard AND not_before <= $1
                                ORDER BY since LIMIT 1),
                               (SELECT since FROM dirty_inbox WHERE dirty_inbox.shard = shards.shard
                                ORDER BY since LIMIT 1)) AS oldest
                  FROM generate_series(0, 63) AS shards (shard)) AS waiting
            WHERE oldest IS NOT NULL
            """;

    private static final String WAITING =
            "SELECT count(*) FROM (SELECT DISTINCT member FROM (SELECT member FROM waiting LIMIT 1000000) AS marks) AS members";

    private static final String IS_DIRTY = "SELECT EXISTS (SELECT FROM waiting WHERE shard = $1 AND member = $2)";

    private final Clock clock;
    private final FactChanges changes;

    public DirtyMembers(Clock clock, FactChanges changes) {
        this.clock = clock;
        this.changes = changes;
    }

    /** Marks canonical units that must not be folded until this transaction ends; waits for folders that work on them. */
    Uni<Void> mark(SqlConnection tx, Units canonical, OffsetDateTime since) {
        return canonical.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(MARK)
                        .execute(canonical.tuple().addOffsetDateTime(since))
                        .replaceWithVoid();
    }

    /** As {@link #mark}, for facts that change hands; notes that they change: at most one of the two calls a transaction. */
    Uni<Void> markChanged(SqlConnection tx, Units canonical, OffsetDateTime since) {
        return canonical.isEmpty()
                ? Uni.createFrom().voidItem()
                : mark(tx, canonical, since).chain(() -> changes.note(tx, canonical));
    }

    /**
     * Marks canonical units whose facts change, and notes that; waits for nobody: at most one call a transaction, after the members
     * are locked, before facts change or after it.
     */
    Uni<Void> appendChanged(SqlConnection tx, Units canonical, OffsetDateTime since) {
        return canonical.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(APPEND)
                        .execute(canonical.tuple().addOffsetDateTime(since).addLong((long) PART))
                        .chain(() -> changes.note(tx, canonical));
    }

    /**
     * Makes the oldest appended marks of a shard ones that can be claimed, in a transaction of its own; none of them, if another
     * folder works on one for long.
     */
    public Uni<Void> collect(Pool pool, short shard) {
        return pool.withTransaction(tx -> tx.query(WAIT_LITTLE).execute().chain(() -> tx.preparedQuery(COLLECT)
                        .execute(Tuple.of(shard, (long) COLLECT_MARKS))))
                .replaceWithVoid()
                .onFailure(DirtyMembers::waitedInVain)
                .recoverWithNull();
    }

    private static boolean waitedInVain(Throwable failure) {
        return failure instanceof PgException database && LOCK_NOT_AVAILABLE.equals(database.getSqlState());
    }

    /**
     * Takes the oldest collected marks of a shard that nobody else holds, or none if not even the oldest of them is of that age (or of
     * the future: clocks differ). The first statement of a folder's transaction.
     */
    public Uni<List<Long>> claim(SqlConnection tx, short shard, Duration age) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        return tx.preparedQuery(CLAIM_SOME)
                .execute(Tuple.of(shard, CLAIM, now, now.minus(age)))
                .map(DirtyMembers::longs);
    }

    /** Takes the mark of one unit, unless somebody holds it. */
    public Uni<List<Long>> claimOne(SqlConnection tx, short shard, long unit) {
        return tx.preparedQuery(CLAIM_ONE).execute(Tuple.of(shard, unit)).map(DirtyMembers::longs);
    }

    /** Keeps a collected unit marked, since when it was, and nobody claims it for so long. */
    public Uni<Void> postpone(SqlClient client, short shard, long unit, Duration pause) {
        return client.preparedQuery(POSTPONE)
                .execute(Tuple.of(shard, unit, OffsetDateTime.now(clock).plus(pause)))
                .replaceWithVoid();
    }

    /** The shards in which somebody is marked and not postponed, and how old the oldest of these marks is. */
    public Uni<Map<Short, Duration>> ages(SqlClient client) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        return client.preparedQuery(OLDEST).execute(Tuple.of(now)).map(rows -> {
            Map<Short, Duration> ages = new HashMap<>();
            for (Row row : rows) {
                // Of a clock that goes ahead: it may be wrong by days, and nobody waits for it.
                ages.put(
                        row.getShort(0),
                        Duration.between(row.getOffsetDateTime(1), now).abs());
            }
            return ages;
        });
    }

    /** Whether a canonical unit is marked. */
    public Uni<Boolean> isDirty(SqlClient client, short shard, long unit) {
        return client.preparedQuery(IS_DIRTY)
                .execute(Tuple.of(shard, unit))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** How many canonical units are marked, of the first million marks. */
    public static Uni<Long> waiting(SqlClient client) {
        return client.query(WAITING)
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    static List<Long> longs(RowSet<Row> rows) {
        List<Long> longs = new ArrayList<>(rows.size());
        for (Row row : rows) {
            longs.add(row.getLong(0));
        }
        return longs;
    }
}
