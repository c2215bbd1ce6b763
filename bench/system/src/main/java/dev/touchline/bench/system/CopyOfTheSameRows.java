package dev.touchline.bench.system;

import dev.touchline.cli.peer.Service;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * What a user would otherwise do at best: COPY, in binary, of the very rows that the service wrote, into the same empty tables
 * with the same indexes, in one transaction a table, on one connection.
 */
final class CopyOfTheSameRows {
    private static final String COPY = "bench_copy";
    private static final int BUFFER = 1 << 16;
    /** Tables of orders, partitions by their parents; without members and what the feeds keep about themselves. */
    private static final String TABLES =
            """
            SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
              AND c.relname NOT LIKE 'flyway%' AND c.relname NOT LIKE 'feed\\_%' AND c.relname <> 'identity'
            ORDER BY c.relname
            """;

    private final Stack stack;
    private final Path folder;

    CopyOfTheSameRows(Stack stack, Path folder) {
        this.stack = stack;
        this.folder = folder;
    }

    /** Seconds of each table in the median of {@code runs}; order-ingest-svc must be stopped. */
    Map<String, Double> seconds(int runs) throws SQLException, IOException {
        String orders = Service.ORDER_INGEST.database();
        try (Connection maintenance = stack.database("postgres");
                Statement statement = maintenance.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + COPY);
            statement.execute("CREATE DATABASE " + COPY + " TEMPLATE " + orders);
        }
        Map<String, Path> files;
        try (Connection from = stack.database(orders)) {
            files = write(from);
        }
        Map<String, double[]> all = new LinkedHashMap<>();
        try (Connection to = stack.database(COPY)) {
            for (int run = 0; run < runs; run++) {
                truncate(to, files);
                for (Map.Entry<String, Path> file : files.entrySet()) {
                    all.computeIfAbsent(file.getKey(), table -> new double[runs])[run] =
                            read(to, file.getKey(), file.getValue());
                }
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        all.forEach((table, seconds) -> medians.put(table, Figures.median(seconds)));
        return medians;
    }

    private Map<String, Path> write(Connection from) throws SQLException, IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        try (Statement statement = from.createStatement();
                ResultSet tables = statement.executeQuery(TABLES)) {
            while (tables.next()) {
                String table = tables.getString(1);
                Path file = folder.resolve(table + ".copy");
                long rows;
                try (OutputStream out = Files.newOutputStream(file)) {
                    rows = copies(from).copyOut("COPY (SELECT * FROM " + table + ") TO STDOUT (FORMAT binary)", out);
                }
                if (rows > 0) {
                    files.put(table, file);
                }
            }
        }
        return files;
    }

    private static void truncate(Connection to, Map<String, Path> files) throws SQLException {
        try (Statement statement = to.createStatement()) {
            statement.execute("TRUNCATE " + String.join(", ", files.keySet()));
            statement.execute("CHECKPOINT");
        }
    }

    private static double read(Connection to, String table, Path file) throws SQLException, IOException {
        long begin = System.nanoTime();
        try (InputStream in = Files.newInputStream(file)) {
            copies(to).copyIn("COPY " + table + " FROM STDIN (FORMAT binary)", in, BUFFER);
        }
        return Figures.secondsSince(begin);
    }

    private static CopyManager copies(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }
}
