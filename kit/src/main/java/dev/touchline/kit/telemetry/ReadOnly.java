package dev.touchline.kit.telemetry;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** Reads for telemetry: a transaction that cannot write, and that PostgreSQL ends when it takes longer than 5 s. */
@ApplicationScoped
public class ReadOnly {

    private static final String BOUNDED = "SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = 5000";

    private final Pool pool;

    public ReadOnly(Pool pool) {
        this.pool = pool;
    }

    /** Runs reads in one such transaction. */
    public <T> Uni<T> read(Function<SqlConnection, Uni<T>> reads) {
        return pool.withTransaction(tx -> tx.query(BOUNDED).execute().chain(() -> reads.apply(tx)));
    }
}
