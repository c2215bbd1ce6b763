package dev.touchline.e2e;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Copies of services' databases, and putting them back. The services are killed meanwhile, and started again. */
final class Copies {

    private final Installation touchline;

    Copies(Installation touchline) {
        this.touchline = touchline;
    }

    /** Keeps services' databases as they are under a name; they may be put back often. */
    void take(String name, List<String> services) throws IOException, SQLException {
        for (String service : services) {
            touchline.kill(service);
            String database = database(service);
            run(awayWith(database), "CREATE DATABASE " + copy(service, name) + " TEMPLATE " + database);
        }
        touchline.run("up");
    }

    /** Puts services' databases back to how they were. */
    void restore(String name, List<String> services) throws IOException, SQLException {
        for (String service : services) {
            touchline.kill(service);
            String database = database(service);
            run(
                    awayWith(database),
                    "DROP DATABASE " + database,
                    "CREATE DATABASE " + database + " TEMPLATE " + copy(service, name));
        }
        touchline.run("up");
    }

    Map<String, String> epochs(List<String> services) throws IOException, SQLException {
        Map<String, String> epochs = new TreeMap<>();
        for (String service : services) {
            epochs.put(service, ask(service, "SELECT epoch FROM feed_epoch"));
        }
        return epochs;
    }

    long number(String service, String question) throws IOException, SQLException {
        return Long.parseLong(ask(service, question));
    }

    private String ask(String service, String question) throws IOException, SQLException {
        try (Connection connection = connect(database(service));
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }

    private void run(String... statements) throws IOException, SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private Connection connect(String database) throws IOException, SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + touchline.postgresPort() + "/" + database,
                "postgres",
                touchline.postgresPassword());
    }

    private static String awayWith(String database) {
        return "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database + "'";
    }

    private static String copy(String service, String name) {
        return database(service) + "_" + name;
    }

    private static String database(String service) {
        return service.replace("-svc", "").replace('-', '_');
    }
}
