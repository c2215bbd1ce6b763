package dev.touchline.report.publication;

import dev.touchline.kit.feed.FeedCursors;
import dev.touchline.kit.feed.FeedCursors.Cursor;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.report.ledger.CutLock;
import dev.touchline.report.ledger.LedgerHandler;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The copies. A copy is made in two transactions: the first cuts, for a moment alone with the journal; the second writes the
 * numbers of everything up to the cut, which never changes any more. Whoever is killed between the two leaves a cut that
 * anybody completes, with the same numbers. Constraints and row locks see to it that a period is cut and completed once.
 */
@ApplicationScoped
public class Publications {

    /** Version of the definitions that the numbers follow, see docs/numbers.md. */
    static final String DEFINITION = "numbers-1";

    private static final String COLUMNS =
            """
            SELECT cut, kind, day, brand, due_at, made_at, complete, waiting, epoch, positions, definition, asked_by
            FROM publication
            """;

    private static final String OF_PERIOD = COLUMNS + "WHERE kind = $1 AND day = $2 AND brand = $3";

    private static final String SINCE = "SELECT kind, day, brand FROM publication WHERE last_day >= $1";

    private static final String PAGE = COLUMNS
            + """
                    JOIN published USING (cut)
                    WHERE day BETWEEN $1 AND $2 AND ($3::text = '' OR brand = $3) AND ($4::int = 0 OR kind = $4) AND cut < $5
                    ORDER BY cut DESC LIMIT $6
                    """;

    private static final String CUT = "UPDATE publication_head SET last = last + 1 RETURNING last";

    private static final String ADD =
            """
            INSERT INTO publication (cut, kind, day, last_day, brand, due_at, made_at, complete, waiting, epoch, positions,
                                     definition, asked_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            ON CONFLICT DO NOTHING
            """;

    private static final String UNFINISHED = "SELECT cut, kind, day, brand FROM publication"
            + " WHERE NOT EXISTS (SELECT FROM published WHERE published.cut = publication.cut) ORDER BY cut";

    private static final String LOCK = "SELECT cut FROM publication WHERE cut = $1 FOR UPDATE";

    private static final String IS_DONE = "SELECT EXISTS (SELECT FROM published WHERE cut = $1)";

    private static final String WRITE_NUMBERS =
            """
            WITH copy AS (SELECT * FROM publication WHERE cut = $1)
            INSERT INTO published_number (cut, view, ledger, channel, currency, campaign, store, guide, partner,
                                          paid, refunded, unmatched, touched, credited)
            SELECT $1, view, ledger, channel, currency, campaign, store, guide, partner,
                   sum(paid), sum(refunded), sum(unmatched), sum(touched), sum(credited)
            FROM (SELECT 1 AS view, movement.* FROM copy JOIN movement
                      ON movement.brand = copy.brand AND movement.day BETWEEN copy.day AND copy.last_day
                      AND movement.cut <= copy.cut
                  UNION ALL
                  SELECT 2, movement.* FROM copy JOIN movement
                      ON movement.brand = copy.brand AND movement.booked_day BETWEEN copy.day AND copy.last_day
                      AND movement.cut <= copy.cut) AS viewed
            GROUP BY view, ledger, channel, currency, campaign, store, guide, partner
            HAVING (sum(paid), sum(refunded), sum(unmatched), sum(touched), sum(credited)) <> (0, 0, 0, 0, 0)
            """;

    private static final String FINISH = "INSERT INTO published (cut, done_at) VALUES ($1, $2)";

    private final Pool pool;
    private final FeedCursors cursors;
    private final String feed;

    public Publications(Pool pool, FeedCursors cursors, LedgerHandler handler) {
        this.pool = pool;
        this.cursors = cursors;
        this.feed = handler.feed();
    }

    /** Publishes a period unless it was published before; answers the copy that there is then. */
    Uni<Copy> publish(Period period, Instant now, Waiting waiting, boolean complete, String askedBy) {
        return pool.withTransaction(tx -> of(tx, period)
                        .chain(copy -> copy.isPresent()
                                ? Uni.createFrom().voidItem()
                                : cut(tx, period, now, waiting, complete, askedBy)))
                .chain(() -> of(pool, period))
                .map(Optional::orElseThrow)
                .chain(copy -> finish(copy.cut(), now).replaceWith(copy));
    }

    /** Completes what somebody cut and did not complete; answers how many. One that fails holds up no other. */
    Uni<Integer> finishAll(Instant now) {
        return pool.query(UNFINISHED).execute().chain(rows -> {
            Attempts attempts = new Attempts();
            Uni<Void> done = Uni.createFrom().voidItem();
            for (Row row : rows) {
                done = done.chain(
                        () -> attempts.make("complete " + key(row, 1).text(), () -> finish(row.getLong(0), now)));
            }
            return done.chain(attempts::end).replaceWith(rows.size());
        });
    }

    /** The periods published that end on {@code day} or later. */
    Uni<Set<Period.Key>> since(SqlClient client, LocalDate day) {
        return client.preparedQuery(SINCE).execute(Tuple.of(day)).map(rows -> {
            Set<Period.Key> keys = new HashSet<>();
            rows.forEach(row -> keys.add(key(row, 0)));
            return keys;
        });
    }

    private static Period.Key key(Row row, int at) {
        return new Period.Key(Kind.of(row.getShort(at)), row.getLocalDate(at + 1), row.getString(at + 2));
    }

    /** Copies of periods that begin between two days, newest cut first, of cuts before {@code before}. */
    Uni<List<Copy>> page(LocalDate from, LocalDate to, String brand, int kind, long before, int limit) {
        return pool.preparedQuery(PAGE)
                .execute(Tuple.tuple()
                        .addLocalDate(from)
                        .addLocalDate(to)
                        .addString(brand)
                        .addInteger(kind)
                        .addLong(before)
                        .addInteger(limit))
                .map(rows -> rows.stream().map(Publications::copy).toList());
    }

    private static Uni<Optional<Copy>> of(SqlClient client, Period period) {
        return client.preparedQuery(OF_PERIOD)
                .execute(Tuple.of((short) period.kind().number(), period.day(), period.brand()))
                .map(rows -> rows.stream().map(Publications::copy).findFirst());
    }

    /** Cursors are read after the cut: what they have passed is in it, and nobody moves them meanwhile. */
    Uni<Void> cut(SqlConnection tx, Period period, Instant now, Waiting waiting, boolean complete, String askedBy) {
        return CutLock.alone(tx)
                .chain(() -> tx.query(CUT).execute())
                .map(rows -> rows.iterator().next().getLong(0))
                .chain(cut -> cursors.all(tx).chain(all -> {
                    List<Cursor> ofLedger = all.stream()
                            .filter(cursor -> cursor.feed().equals(feed))
                            .sorted(Comparator.comparing(Cursor::part))
                            .toList();
                    return tx.preparedQuery(ADD)
                            .execute(Tuple.tuple()
                                    .addLong(cut)
                                    .addShort((short) period.kind().number())
                                    .addLocalDate(period.day())
                                    .addLocalDate(period.lastDay())
                                    .addString(period.brand())
                                    .addOffsetDateTime(ProtoTime.stored(period.dueAt()))
                                    .addOffsetDateTime(ProtoTime.stored(now))
                                    .addBoolean(complete)
                                    .addLong(waiting.count())
                                    .addString(ofLedger.stream()
                                            .map(Cursor::epoch)
                                            .findFirst()
                                            .orElse(""))
                                    .addArrayOfLong(ofLedger.stream()
                                            .map(Cursor::position)
                                            .toArray(Long[]::new))
                                    .addString(DEFINITION)
                                    .addString(askedBy));
                }))
                .replaceWithVoid();
    }

    private Uni<Void> finish(long cut, Instant now) {
        return pool.withTransaction(tx -> tx.preparedQuery(LOCK)
                .execute(Tuple.of(cut))
                .chain(() -> tx.preparedQuery(IS_DONE).execute(Tuple.of(cut))) // a later statement than the lock
                .chain(done -> isTrue(done) ? Uni.createFrom().voidItem() : write(tx, cut, now)));
    }

    private static Uni<Void> write(SqlConnection tx, long cut, Instant now) {
        return tx.preparedQuery(WRITE_NUMBERS)
                .execute(Tuple.of(cut))
                .chain(() -> tx.preparedQuery(FINISH).execute(Tuple.of(cut, ProtoTime.stored(now))))
                .replaceWithVoid();
    }

    private static boolean isTrue(RowSet<Row> rows) {
        return rows.iterator().next().getBoolean(0);
    }

    private static Copy copy(Row row) {
        return new Copy(
                row.getLong("cut"),
                Kind.of(row.getShort("kind")),
                row.getLocalDate("day"),
                row.getString("brand"),
                row.getOffsetDateTime("due_at").toInstant(),
                row.getOffsetDateTime("made_at").toInstant(),
                row.getBoolean("complete"),
                row.getLong("waiting"),
                row.getString("epoch"),
                List.of(row.getArrayOfLongs("positions")),
                row.getString("definition"),
                row.getString("asked_by"));
    }
}
