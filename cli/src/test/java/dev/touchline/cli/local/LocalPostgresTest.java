package dev.touchline.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.touchline.cli.peer.Service;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The embedded PostgreSQL, really started. */
class LocalPostgresTest {
    @TempDir
    private Path folder;

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void startedTwice_keepsItsData() throws SQLException {
        Path binaries = PostgresBinaries.unpackInto(folder.resolve("binaries"));
        Path data = folder.resolve("data");
        LocalPostgres postgres =
                new LocalPostgres(binaries, data, folder.resolve("logs/postgres.log"), folder.resolve("password"));
        try {
            Database database = postgres.start(Ports.any());
            database.createDatabases();
            database.createDatabases();
            execute(database, "CREATE TABLE kept AS SELECT 42 AS value");
            postgres.stop();
            assertThat(LocalPostgres.process(data)).isEmpty();

            Database again = postgres.start(Ports.any());

            assertThat(number(again, "SELECT value FROM kept")).isEqualTo(42);
            assertThat(number(again, "SELECT (current_setting('fsync') = 'on')::int"))
                    .isEqualTo(1);
            ProcessMeter meter =
                    ProcessMeter.readFamily(LocalPostgres.process(data).orElseThrow());
            assertThat(meter.residentKib()).isPositive();
            assertThat(meter.peakKib()).isEqualTo(OptionalLong.empty());
        } finally {
            postgres.stop();
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void killed_startsAgainWithWhatWasCommitted() throws SQLException {
        Path binaries = PostgresBinaries.unpackInto(folder.resolve("binaries"));
        Path data = folder.resolve("data");
        LocalPostgres postgres =
                new LocalPostgres(binaries, data, folder.resolve("logs/postgres.log"), folder.resolve("password"));
        try {
            Database database = postgres.start(Ports.any());
            database.createDatabases();
            execute(database, "CREATE TABLE kept AS SELECT 42 AS value");
            LocalPostgres.process(data).orElseThrow().destroyForcibly();
            await().until(() -> LocalPostgres.process(data).isEmpty());

            Database again = postgres.start(database.port());

            assertThat(number(again, "SELECT value FROM kept")).isEqualTo(42);
        } finally {
            postgres.stop();
        }
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Database database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + database.host() + ":" + database.port() + "/" + database.nameOf(Service.MEMBER),
                database.user(),
                database.password());
    }
}
