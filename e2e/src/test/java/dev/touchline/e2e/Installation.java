package dev.touchline.e2e;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** PostgreSQL and the five packaged services, started by {@code touchline up} in a folder of their own. */
final class Installation implements AutoCloseable {

    static final Path ROOT =
            Path.of(System.getProperty("touchline.root", "..")).toAbsolutePath().normalize();

    private static final List<String> MODELS =
            List.of("precedence", "first", "last", "linear", "position", "time-decay");

    private final Path home;
    private final List<Copy> copies = new ArrayList<>();

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

    /** The process of a service or of "postgres". */
    Copy process(String name) throws IOException {
        Properties state = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve("state.properties"))) {
            state.load(reader);
        }
        Copy copy = Copy.of(Long.parseLong(state.getProperty(name + ".pid")));
        copies.add(copy);
        return copy;
    }

    Path home() {
        return home;
    }

    @Override
    public void close() {
        copies.forEach(Copy::stopWhatWasStarted);
        run("down");
    }
}
