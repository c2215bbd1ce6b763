package dev.touchline.attribution.policy;

import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.type.v1.ErrorReason;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.concurrent.Semaphore;

/** How many sales and persons a version would concern: those that the marking would mark. */
@ApplicationScoped
class PolicyImpact {

    /** Sales, and persons or sales of nobody known. */
    record Impact(long sales, long members) {}

    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");
    private static final String CANCELED = "57014";

    private static final String BOUNDED =
            "SET TRANSACTION READ ONLY; SET LOCAL enable_seqscan = on; SET LOCAL statement_timeout = 25000";

    private static final String CONCERNED =
            """
            SELECT count(DISTINCT sale), count(DISTINCT coalesce(member.canonical, ledger.unit))
            FROM ledger LEFT JOIN member ON member.shard = ledger.shard AND member.id = ledger.unit
            WHERE paid_at >= $1 AND paid_at < $2
              AND CASE WHEN $3 <> '' THEN ledger.brand = $3
                       ELSE NOT EXISTS (SELECT FROM policy AS own WHERE own.brand = ledger.brand AND own.brand <> ''
                                                                    AND own.effective_from <= paid_at) END
            """;

    private static final int AT_ONCE = 2;

    private final Pool pool;
    private final Semaphore turns = new Semaphore(AT_ONCE);

    PolicyImpact(Pool pool) {
        this.pool = pool;
    }

    /** Whom a version for that brand, or for the group, concerns while it stands; {@code until} null: for good. */
    Uni<Impact> of(Instant from, Instant until, String brand) {
        Tuple parameters =
                Tuple.of(ProtoTime.stored(from), ProtoTime.stored(until == null ? END_OF_TIME : until), brand);
        return Uni.createFrom()
                .deferred(() -> turns.tryAcquire()
                        ? count(parameters).onTermination().invoke(() -> turns.release())
                        : Uni.createFrom()
                                .failure(Rejection.exhausted(
                                        ErrorReason.ERROR_REASON_OVERLOADED,
                                        "previews at once",
                                        "more",
                                        "at most " + AT_ONCE + "; try again later")));
    }

    private Uni<Impact> count(Tuple parameters) {
        return pool.withTransaction(tx -> tx.query(BOUNDED).execute().chain(() -> tx.preparedQuery(CONCERNED)
                        .execute(parameters)))
                .map(rows -> rows.iterator().next())
                .map(row -> new Impact(row.getLong(0), row.getLong(1)))
                .onFailure(failure -> failure instanceof PgException pg && CANCELED.equals(pg.getSqlState()))
                .transform(tooLong -> Rejection.exhausted(
                        ErrorReason.ERROR_REASON_BATCH_TOO_LARGE,
                        "sales to count",
                        "more than can be counted in 25 s",
                        "fewer: a later effective_from or a brand"));
    }
}
