package dev.touchline.bench.whatif;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** The narrow tables of the comparison, copied from PostgreSQL into DuckDB. */
final class DuckTables {
    private static final int FETCH = 50_000;

    private DuckTables() {}

    static void copy(Connection from, Connection to) throws SQLException {
        try (Statement statement = to.createStatement()) {
            statement.execute("CREATE TABLE bench_campaign (id BIGINT, starts BIGINT, ends BIGINT)");
            statement.execute("CREATE TABLE bench_touch (id BIGINT, member BIGINT, campaign BIGINT, at_ms BIGINT)");
            statement.execute("CREATE TABLE bench_order (id BIGINT, member BIGINT, paid_at BIGINT, net BIGINT)");
        }
        from.setAutoCommit(false);
        copy(from, to, "bench_campaign", "SELECT id, starts, ends FROM bench_campaign", 3);
        copy(from, to, "bench_touch", "SELECT id, member, campaign, at_ms FROM bench_touch", 4);
        copy(from, to, "bench_order", "SELECT id, member, paid_at, net FROM bench_order", 4);
        from.rollback();
        from.setAutoCommit(true);
    }

    private static void copy(Connection from, Connection to, String table, String query, int columns)
            throws SQLException {
        try (Statement statement = from.createStatement();
                DuckDBAppender appender =
                        ((DuckDBConnection) to).createAppender(DuckDBConnection.DEFAULT_SCHEMA, table)) {
            statement.setFetchSize(FETCH);
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    appender.beginRow();
                    for (int i = 1; i <= columns; i++) {
                        appender.append(rows.getLong(i));
                    }
                    appender.endRow();
                }
            }
        }
    }
}
