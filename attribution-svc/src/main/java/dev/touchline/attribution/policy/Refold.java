package dev.touchline.attribution.policy;

import dev.touchline.attribution.dirty.Members;
import dev.touchline.kit.time.ProtoTime;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.TreeSet;

/**
 * Marks whom a new version concerns: exactly those with a ledger entry that another version decided than the one that is in force
 * at its payment. It looks through the ledger part by part, in steps of {@value #ENTRIES} entries; each step is a transaction
 * that marks and remembers how far it came. So any number of replicas may do steps at once, and whoever is killed has lost
 * nothing but the step. Nothing is missed: an adoption is committed only when no fold by older policies is under way.
 */
@ApplicationScoped
public class Refold {

    /** Entries that a step looks at: it marks no more, and marks keep folders waiting. */
    static final int ENTRIES = 1_000;

    /** Marks of a part from which on it rests: new facts wait behind them to be folded. */
    static final int WAITING = 1_000;

    /** What a step did. */
    public enum Step {
        /** There is nothing to do. */
        IDLE,
        /** A part was carried on. */
        DONE,
        /** So many wait in the part that it was tried for that it was left alone. */
        FULL
    }

    /** A part of the ledger, and the key of the last entry that was looked at. */
    private record Part(int number, short part, long unit, long sale, String brand) {

        Tuple after() {
            return Tuple.of(part, unit, sale, brand, ENTRIES);
        }
    }

    /** What a step found. */
    private record Found(Part reached, int examined, Set<Long> outdated) {}

    // At random, so that replicas seldom meet and a part that rests holds up no other.
    private static final String CLAIM =
            """
            SELECT number, part, after_unit, after_sale, after_brand FROM policy_refold
            WHERE finished_at IS NULL ORDER BY random() LIMIT 1 FOR UPDATE SKIP LOCKED
            """;

    private static final String WAITING_IN =
            """
            SELECT count(*) FROM (SELECT FROM waiting WHERE shard = $1 AND not_before = '-infinity' LIMIT $2) AS marks
            """;

    private static final String SLICE =
            """
            SELECT unit, sale, brand, paid_at, policy FROM ledger
            WHERE shard = $1 AND (unit, sale, brand) > ($2, $3, $4) ORDER BY unit, sale, brand LIMIT $5
            """;

    private static final String REMEMBER =
            """
            UPDATE policy_refold
            SET after_unit = $3, after_sale = $4, after_brand = $5, examined = examined + $6, marked = marked + $7,
                finished_at = $8
            WHERE number = $1 AND part = $2
            """;

    private final Pool pool;
    private final PolicyBook book;
    private final Members members;
    private final Clock clock;

    public Refold(Pool pool, PolicyBook book, Members members, Clock clock) {
        this.pool = pool;
        this.book = book;
        this.members = members;
        this.clock = clock;
    }

    /** Does one step of any version's work. */
    public Uni<Step> step() {
        return pool.withTransaction(tx -> tx.query(CLAIM)
                .execute()
                .chain(claimed -> claimed.size() == 0
                        ? Uni.createFrom().item(Step.IDLE)
                        : step(tx, part(claimed.iterator().next()))));
    }

    private Uni<Step> step(SqlConnection tx, Part part) {
        return tx.preparedQuery(WAITING_IN)
                .execute(Tuple.of(part.part, WAITING))
                .map(rows -> rows.iterator().next().getLong(0))
                .chain(waiting -> waiting < WAITING
                        ? look(tx, part).replaceWith(Step.DONE)
                        : Uni.createFrom().item(Step.FULL));
    }

    private Uni<Void> look(SqlConnection tx, Part part) {
        return book.timeline(tx)
                .chain(timeline ->
                        tx.preparedQuery(SLICE).execute(part.after()).map(entries -> outdated(part, entries, timeline)))
                .chain(found -> mark(tx, found).chain(() -> remember(tx, found)));
    }

    private static Found outdated(Part part, RowSet<Row> entries, Timeline timeline) {
        Part reached = part;
        Set<Long> outdated = new TreeSet<>();
        for (Row row : entries) {
            reached = new Part(part.number, part.part, row.getLong(0), row.getLong(1), row.getString(2));
            Instant paidAt = ProtoTime.instant(row.getOffsetDateTime(3));
            if (timeline.numberAt(paidAt, reached.brand) != row.getInteger(4)) {
                outdated.add(reached.unit);
            }
        }
        return new Found(reached, entries.size(), outdated);
    }

    private Uni<Void> mark(SqlConnection tx, Found found) {
        return found.outdated.isEmpty() ? Uni.createFrom().voidItem() : members.markAndHold(tx, found.outdated);
    }

    private Uni<Void> remember(SqlConnection tx, Found found) {
        Part reached = found.reached;
        return tx.preparedQuery(REMEMBER)
                .execute(Tuple.tuple()
                        .addInteger(reached.number)
                        .addShort(reached.part)
                        .addLong(reached.unit)
                        .addLong(reached.sale)
                        .addString(reached.brand)
                        .addInteger(found.examined)
                        .addInteger(found.outdated.size())
                        .addOffsetDateTime(found.examined < ENTRIES ? OffsetDateTime.now(clock) : null))
                .replaceWithVoid();
    }

    private static Part part(Row row) {
        return new Part(row.getInteger(0), row.getShort(1), row.getLong(2), row.getLong(3), row.getString(4));
    }
}
