package dev.touchline.report.publication;

import dev.touchline.kit.feed.FeedCursors;
import dev.touchline.report.ledger.LedgerHandler;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/** Copies as a test makes them. */
final class Copies {

    static final Instant NOON = Instant.parse("2026-04-20T12:00:00Z");

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String EMPTY =
            """
            SET LOCAL session_replication_role = replica;
            DELETE FROM published_number; DELETE FROM published; DELETE FROM publication;
            DELETE FROM movement; DELETE FROM journal; DELETE FROM store; DELETE FROM placement; DELETE FROM region;
            UPDATE publication_head SET last = 0
            """;

    private final Pool pool;
    private final Publications publications;

    Copies(Pool pool) {
        this.pool = pool;
        this.publications = new Publications(pool, new FeedCursors(), new LedgerHandler(null, null));
    }

    Publications store() {
        return publications;
    }

    /** As if nothing was ever published; only a superuser gets past what protects it. */
    void empty() {
        await(pool.withTransaction(tx -> tx.query(EMPTY).execute()));
    }

    Copy publish(Kind kind, String day, String brand) {
        return await(publications.publish(period(kind, day, brand), NOON, new Waiting(0), true, "test"));
    }

    /** What a process does that is killed between its two transactions. */
    void cutOnly(Kind kind, String day, String brand) {
        await(pool.withTransaction(
                tx -> publications.cut(tx, period(kind, day, brand), NOON, new Waiting(0), true, "")));
    }

    long number(String sql) {
        return await(pool.query(sql).execute()).iterator().next().getLong(0);
    }

    static Period period(Kind kind, String day, String brand) {
        return new Period(kind, LocalDate.parse(day), brand, NOON);
    }

    static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
