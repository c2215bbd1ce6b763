package dev.touchline.order.quarantine;

import dev.touchline.kit.error.Rejection;
import dev.touchline.type.v1.ErrorReason;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The reads of the quarantine whose length a filter decides. They share their connections with the intake: a few run at
 * once and none for ever, and the database itself ends what takes too long. A read that its caller has given up still counts
 * until it has ended.
 */
@ApplicationScoped
public class QuarantineReads {

    private static final String QUERY_CANCELED = "57014";

    private final Pool pool;
    private final QuarantineConfig config;
    private final AtomicInteger running = new AtomicInteger();

    public QuarantineReads(Pool pool, QuarantineConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /** The rows, or RESOURCE_EXHAUSTED if too many reads are running or this one takes too long. */
    Uni<RowSet<Row>> run(String sql, Tuple parameters) {
        return Uni.createFrom().deferred(() -> {
            if (running.incrementAndGet() > config.maxConcurrent()) {
                running.decrementAndGet();
                return Uni.createFrom()
                        .failure(overloaded(
                                "reads of the quarantine at once", "more", "at most " + config.maxConcurrent()));
            }
            return untilItEnds(timed(sql, parameters));
        });
    }

    private Uni<RowSet<Row>> timed(String sql, Tuple parameters) {
        String timeout =
                "SET LOCAL statement_timeout = " + Math.max(1, config.deadline().toMillis()); // 0 would be none
        return pool.withTransaction(tx -> tx.query(timeout).execute().chain(() -> tx.preparedQuery(sql)
                        .execute(parameters)))
                .onFailure(QuarantineReads::canceled)
                .transform(canceled -> overloaded(
                        "time of the read", "longer", "within " + config.deadline() + "; narrow the filter"));
    }

    /** Runs on when the caller leaves, and gives its place back at its own end. */
    private <T> Uni<T> untilItEnds(Uni<T> read) {
        return Uni.createFrom().emitter(caller -> read.onTermination()
                .invoke(running::decrementAndGet)
                .subscribe()
                .with(caller::complete, caller::fail));
    }

    private static boolean canceled(Throwable failure) {
        return failure instanceof PgException refused && QUERY_CANCELED.equals(refused.getSqlState());
    }

    private static Rejection overloaded(String what, String got, String expected) {
        return Rejection.exhausted(ErrorReason.ERROR_REASON_OVERLOADED, what, got, expected);
    }
}
