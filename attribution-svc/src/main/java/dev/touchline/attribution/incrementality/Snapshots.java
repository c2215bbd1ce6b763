package dev.touchline.attribution.incrementality;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** Reads of one moment: a transaction that sees one snapshot, cannot write, and whose statements PostgreSQL ends in time. */
@ApplicationScoped
class Snapshots {

    private static final String QUERY_CANCELED = "57014";

    private final Pool pool;
    private final IncrementalityConfig config;

    Snapshots(Pool pool, IncrementalityConfig config) {
        this.pool = pool;
        this.config = config;
    }

    <T> Uni<T> read(String campaign, Function<SqlConnection, Uni<T>> reads) {
        String bounded = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL enable_seqscan = on;"
                + " SET LOCAL statement_timeout = "
                + Math.max(1, config.statementTimeout().toMillis()); // 0 would be none
        return pool.withTransaction(tx -> tx.query(bounded).execute().chain(() -> reads.apply(tx)))
                .onFailure(Snapshots::canceled)
                .transform(canceled -> Question.late(campaign));
    }

    private static boolean canceled(Throwable failure) {
        return failure instanceof PgException refused && QUERY_CANCELED.equals(refused.getSqlState());
    }
}
