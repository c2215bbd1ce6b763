package dev.touchline.bench.system;

import dev.touchline.cli.Console;
import dev.touchline.cli.check.Checks;
import dev.touchline.cli.check.Findings;
import dev.touchline.cli.local.LocalStack;
import dev.touchline.cli.local.StateFile;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.Patience;
import dev.touchline.cli.peer.Service;
import dev.touchline.cli.status.Completion;
import dev.touchline.cli.status.Watch;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** PostgreSQL and the five services, as {@code touchline up} starts them, in {@code TOUCHLINE_HOME}. */
final class Stack implements AutoCloseable {
    /** To check a million orders takes minutes. */
    private static final Duration DEADLINE = Duration.ofMinutes(30);

    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final long STOP_SECONDS = 60;

    private final StateFile state = StateFile.ofProcess();
    private final Console console = Console.ofProcess();
    private final Deque<LocalStack> started = new ArrayDeque<>();
    private final Connections connections;

    private Stack() {
        LocalStack first = begin();
        connections = new Connections(first.peers(), first.identity(), new Patience(DEADLINE, PATIENCE));
    }

    /** Starts everything; it is stopped also when the program is interrupted. */
    static Stack start() {
        Stack stack = new Stack();
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
        return stack;
    }

    private LocalStack begin() {
        LocalStack stack = new LocalStack(state, state.folder().resolve("data"));
        started.push(stack);
        try {
            stack.start(console);
        } catch (RuntimeException notStarted) {
            close();
            throw notStarted;
        }
        return stack;
    }

    /** Starts again what was stopped, where it was; waits until it is ready. */
    void restart() {
        begin();
    }

    /** Stops one service in order and waits for its end. */
    void stop(Service service) {
        ProcessHandle process = process(service);
        process.destroy();
        process.onExit().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join();
    }

    /** The process of a service that runs. */
    ProcessHandle process(Service service) {
        return state.process(service.serviceName()).orElseThrow();
    }

    /** PostgreSQL's main process. */
    ProcessHandle postgres() {
        return state.process("postgres").orElseThrow();
    }

    /** Which of the services run. */
    List<Service> running() {
        return List.of(Service.values()).stream()
                .filter(service -> state.process(service.serviceName()).isPresent())
                .toList();
    }

    ManagedChannel channel(Service service) {
        return connections.channel(service);
    }

    Connections connections() {
        return connections;
    }

    Console console() {
        return console;
    }

    /** Waits until the services have nothing left to do. */
    void await(List<Service> services, Duration limit) {
        Completion completion = new Watch(connections).await(services, limit, console, "working it off");
        if (!completion.complete()) {
            throw new IllegalStateException("Not done after " + limit + ": " + completion.pending());
        }
    }

    /** Asserts every invariant on the live data. */
    void check() {
        Findings findings = Checks.run(connections);
        console.result(findings.all().size() + " invariants, " + findings.violations() + " violations");
        if (findings.violations() > 0) {
            throw new IllegalStateException(findings.all().toString());
        }
    }

    /** Bytes of all databases together. */
    long databaseBytes() throws SQLException, IOException {
        try (Connection connection = database("postgres");
                Statement statement = connection.createStatement();
                ResultSet size = statement.executeQuery("SELECT sum(pg_database_size(oid))::bigint FROM pg_database")) {
            size.next();
            return size.getLong(1);
        }
    }

    /** A connection to a database of the run's PostgreSQL. */
    Connection database(String name) throws SQLException, IOException {
        String url =
                "jdbc:postgresql://127.0.0.1:" + state.value("postgres.port").orElseThrow() + "/" + name;
        String password =
                Files.readString(state.folder().resolve("database.key")).strip();
        return DriverManager.getConnection(url, "postgres", password);
    }

    @Override
    public synchronized void close() {
        if (connections != null) {
            connections.close();
        }
        while (!started.isEmpty()) {
            started.pop().stop();
        }
    }
}
