package dev.touchline.report.testing;

import dev.touchline.kittest.PostgresResource;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The service's schema on a real PostgreSQL, for tests that need no container: properties and measurements. */
public final class ReportDatabase {

    // Flyway's part for PostgreSQL is on the class path of the service alone.
    private static final List<String> MIGRATIONS = List.of(
            "/db/feed/V1__feed.sql",
            "/db/migration/V10__report.sql",
            "/db/migration/V11__business_day.sql",
            "/db/migration/V12__store.sql",
            "/db/migration/V14__performance.sql",
            "/db/migration/V20__publication.sql",
            "/db/migration/V30__places_and_goods.sql",
            "/db/migration/V31__sound_copies.sql",
            "/db/migration/V32__partner.sql");

    private static Pool pool;

    private ReportDatabase() {}

    /** Connections to a database of its own, one for all tests of this process. */
    public static synchronized Pool pool() {
        if (pool == null) {
            pool = connect(new PostgresResource().start());
            for (String each : MIGRATIONS) {
                pool.query(script(each)).execute().await().atMost(Duration.ofMinutes(1));
            }
        }
        return pool;
    }

    private static Pool connect(Map<String, String> server) {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(server.get("touchline.db.host"))
                .setPort(Integer.parseInt(server.get("touchline.db.port")))
                .setDatabase(server.get("touchline.db.name"))
                .setUser(server.get("touchline.db.user"))
                .setPassword(server.get("touchline.db.password"))
                .setCachePreparedStatements(true);
        return Pool.newInstance(PgBuilder.pool()
                .connectingTo(options)
                .with(new PoolOptions().setMaxSize(4))
                .using(Vertx.vertx().getDelegate())
                .build());
    }

    private static String script(String resource) {
        try (InputStream script = ReportDatabase.class.getResourceAsStream(resource)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
