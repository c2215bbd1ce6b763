package dev.touchline.kittest;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fresh, empty database on a real PostgreSQL for each run of a test application: the server that TOUCHLINE_DB_URL names
 * ({@code postgresql://user:password@host:port}), else an embedded one that lives as long as this process.
 */
public class PostgresResource implements QuarkusTestResourceLifecycleManager {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static EmbeddedPostgres embedded;

    @Override
    public Map<String, String> start() {
        Server server = server();
        String database = "test_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
        server.create(database);
        return Map.of(
                "touchline.db.host", server.host(),
                "touchline.db.port", Integer.toString(server.port()),
                "touchline.db.user", server.user(),
                "touchline.db.password", server.password(),
                "touchline.db.name", database);
    }

    @Override
    public void stop() {
        // The server goes with this process; a database of its own keeps one test application from another.
    }

    private static synchronized Server server() {
        String url = System.getenv("TOUCHLINE_DB_URL");
        if (url != null) {
            return Server.of(URI.create(url));
        }
        try {
            if (embedded == null) {
                embedded = EmbeddedPostgres.builder()
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("max_connections", "100")
                        .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                        .start();
            }
            return new Server("localhost", embedded.getPort(), "postgres", "postgres");
        } catch (IOException cannotStart) {
            throw new UncheckedIOException("Embedded PostgreSQL does not start", cannotStart);
        }
    }

    private record Server(String host, int port, String user, String password) {

        static Server of(URI url) {
            String[] login = url.getUserInfo().split(":", 2);
            return new Server(url.getHost(), url.getPort(), login[0], login.length > 1 ? login[1] : "");
        }

        void create(String database) {
            String url = "jdbc:postgresql://" + host + ":" + port + "/postgres";
            try (Connection connection = DriverManager.getConnection(url, user, password);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + database);
            } catch (SQLException refused) {
                throw new IllegalStateException("Cannot create database " + database, refused);
            }
        }
    }
}
