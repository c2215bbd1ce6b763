package dev.touchline.attribution.whatif;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.function.Function;

/** A transaction that cannot write and whose statements all see one state. For threads that may wait. */
final class ReadTransaction implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final SqlConnection connection;

    private ReadTransaction(SqlConnection connection) {
        this.connection = connection;
    }

    static ReadTransaction begin(Pool pool) {
        SqlConnection connection = pool.getConnection().await().atMost(LIMIT);
        ReadTransaction transaction = new ReadTransaction(connection);
        try {
            transaction.read(tx -> tx.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .execute()
                    .replaceWithVoid());
            return transaction;
        } catch (RuntimeException failed) {
            connection.close().await().atMost(LIMIT);
            throw failed;
        }
    }

    <T> T read(Function<SqlConnection, Uni<T>> question) {
        return question.apply(connection).await().atMost(LIMIT);
    }

    @Override
    public void close() {
        connection
                .query("ROLLBACK")
                .execute()
                .onFailure()
                .recoverWithNull()
                .chain(connection::close)
                .onFailure()
                .recoverWithNull()
                .await()
                .atMost(LIMIT);
    }
}
