package dev.touchline.cli.local;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.peer.Service;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A PostgreSQL server to keep the services' databases on.
 *
 * @param host its host
 * @param port its port
 * @param user a user who may create databases
 * @param password that user's; empty: none
 * @param maintenance a database that exists
 * @param prefix put before the names of the services' databases, so that several runs may share a server
 */
public record Database(String host, int port, String user, String password, String maintenance, String prefix) {
    private static final int DEFAULT_PORT = 5432;

    /** Reads {@code [jdbc:]postgresql://user:password@host:port/database}; user and password may stand in the query. */
    public static Database parse(String url, String prefix) {
        try {
            URI uri = URI.create(url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url);
            if (uri.getHost() == null
                    || uri.getScheme() == null
                    || !uri.getScheme().startsWith("postgres")) {
                throw new IllegalArgumentException(url);
            }
            String user = query(uri, "user", "postgres");
            String password = query(uri, "password", "");
            if (uri.getRawUserInfo() != null) {
                String[] parts = uri.getRawUserInfo().split(":", 2);
                user = decode(parts[0]);
                password = parts.length > 1 ? decode(parts[1]) : password;
            }
            String path = uri.getPath() == null || uri.getPath().length() < 2 ? "/postgres" : uri.getPath();
            return new Database(
                    uri.getHost(),
                    uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                    user,
                    password,
                    path.substring(1),
                    prefix);
        } catch (IllegalArgumentException e) {
            throw new Failure(
                    ExitCode.USAGE, "TOUCHLINE_DB_URL (expected: postgresql://user:password@host:port/database)", e);
        }
    }

    private static String query(URI uri, String key, String fallback) {
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&")) {
                if (pair.startsWith(key + "=")) {
                    return decode(pair.substring(key.length() + 1));
                }
            }
        }
        return fallback;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Name of a service's database. */
    public String nameOf(Service service) {
        return prefix + service.database();
    }

    /** Whether the server lets its user in. */
    boolean answers() {
        try (Connection connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + host + ":" + port + "/" + maintenance, user, password);
    }

    /** Creates the databases that are missing. */
    public void createDatabases() {
        try (Connection connection = connect()) {
            for (Service service : Service.values()) {
                createIfMissing(connection, nameOf(service));
            }
        } catch (SQLException e) {
            throw new Failure(ExitCode.NOT_STARTED, "PostgreSQL at " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    private static void createIfMissing(Connection connection, String name) throws SQLException {
        try (PreparedStatement exists = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            exists.setString(1, name);
            if (exists.executeQuery().next()) {
                return;
            }
        }
        try (Statement create = connection.createStatement()) {
            create.execute("CREATE DATABASE " + create.enquoteIdentifier(name, true));
        }
    }
}
