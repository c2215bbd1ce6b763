package dev.touchline.report.performance;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import java.time.Duration;

/** The statements of the reports. The database ends them when their time is up: who stops waiting does not stop them. */
public final class TimedQueries {

    private static final String QUERY_CANCELED = "57014";

    private final Pool pool;
    private final Duration deadline;

    public TimedQueries(Pool pool, Duration deadline) {
        this.pool = pool;
        this.deadline = deadline;
    }

    /** The rows, or RESOURCE_EXHAUSTED if the statement takes longer than the deadline. */
    public Uni<RowSet<Row>> run(String sql, Tuple parameters) {
        String timeout = "SET LOCAL statement_timeout = " + Math.max(1, deadline.toMillis()); // 0 would be none
        return pool.withTransaction(tx -> tx.query(timeout).execute().chain(() -> tx.preparedQuery(sql)
                        .execute(parameters)))
                .onFailure(TimedQueries::canceled)
                .transform(canceled -> ReportGate.late(deadline));
    }

    private static boolean canceled(Throwable failure) {
        return failure instanceof PgException refused && QUERY_CANCELED.equals(refused.getSqlState());
    }
}
