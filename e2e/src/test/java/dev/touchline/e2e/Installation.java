package dev.touchline.e2e;

import dev.touchline.operations.v1.GetProgressRequest;
import dev.touchline.operations.v1.GetProgressResponse;
import dev.touchline.operations.v1.OperationsServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** PostgreSQL and the five packaged services, started by {@code touchline up} in a folder of their own. */
final class Installation implements AutoCloseable {

    static final Path ROOT =
            Path.of(System.getProperty("touchline.root", "..")).toAbsolutePath().normalize();

    private static final List<String> MODELS =
            List.of("precedence", "first", "last", "linear", "position", "time-decay");

    private final Path home;
    private final List<Replica> replicas = new ArrayList<>();
    private final Map<Integer, ManagedChannel> channels = new HashMap<>();

    private Installation(Path home) {
        this.home = home;
    }

    /** Starts everything in {@code home}. */
    static Installation up(Path home) throws IOException {
        Files.createDirectories(home);
        Installation installation = new Installation(home);
        installation.run("up");
        return installation;
    }

    /** Runs a command that must succeed; answers its standard output. */
    String run(String... arguments) {
        return Command.start(ROOT, home, arguments).succeed();
    }

    /** Runs a command that may fail. */
    Command.Result tryToRun(String... arguments) {
        return Command.start(ROOT, home, arguments).await();
    }

    /** Starts a command and returns at once. */
    Command start(String... arguments) {
        return Command.start(ROOT, home, arguments);
    }

    /** Waits until every accepted fact is attributed and reported. */
    void awaitAttributed() {
        run("status", "--attributed", "--wait", "240");
    }

    /** The campaigns under every model, the days and the totals: what two installations are compared by. */
    Map<String, String> reports() {
        Map<String, String> reports = new LinkedHashMap<>();
        for (String model : MODELS) {
            reports.put(model, run("report", "campaigns", "--model", model, "--format", "csv"));
        }
        for (String report : List.of("daily", "totals")) {
            reports.put(report, run("report", report, "--format", "csv"));
        }
        return reports;
    }

    /** kill -9 of a service or of "postgres"; {@code touchline up} starts it again. */
    void kill(String name) throws IOException {
        ProcessHandle process = ProcessHandle.of(pid(name)).orElseThrow();
        process.destroyForcibly();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** Starts a second process of a service, on the same database, that listens elsewhere. */
    Replica replica(String service) throws IOException {
        Replica replica = Replica.of(pid(service));
        replicas.add(replica);
        return replica;
    }

    private long pid(String name) throws IOException {
        return Long.parseLong(state().getProperty(name + ".pid"));
    }

    /** How many events a service has recorded so far; 0 while it does not answer. */
    long recorded(String service) throws IOException {
        try {
            GetProgressResponse progress = OperationsServiceGrpc.newBlockingStub(channel(service))
                    .withDeadlineAfter(2, TimeUnit.SECONDS)
                    .getProgress(GetProgressRequest.getDefaultInstance());
            return progress.getInbox()
                    + progress.getHeadsList().stream()
                            .mapToLong(Long::longValue)
                            .sum();
        } catch (StatusRuntimeException away) {
            return 0;
        }
    }

    private ManagedChannel channel(String service) throws IOException {
        int port = Integer.parseInt(state().getProperty(service + ".port"));
        return channels.computeIfAbsent(port, to -> ManagedChannelBuilder.forAddress("127.0.0.1", to)
                .usePlaintext()
                .build());
    }

    private Properties state() throws IOException {
        Properties state = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve("state.properties"))) {
            state.load(reader);
        }
        return state;
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
        replicas.forEach(Replica::stop);
        run("down");
    }
}
