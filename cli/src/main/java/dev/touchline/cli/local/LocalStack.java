package dev.touchline.cli.local;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.peer.Address;
import dev.touchline.cli.peer.Patience;
import dev.touchline.cli.peer.Peers;
import dev.touchline.cli.peer.Service;
import dev.touchline.cli.progress.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * PostgreSQL and the five services on this machine. What was started is stopped by {@link #stop}, whatever happened in
 * between: first the services, all at once, then PostgreSQL.
 */
public final class LocalStack {
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final long STOP_MILLIS = 12_000;
    private static final long POLL_MILLIS = 100;

    private final StateFile state;
    private final Path data;
    private final List<ServiceProcess> processes = new ArrayList<>();
    private LocalPostgres postgres;
    private Peers peers;
    private boolean stopped;

    /** A stack that records itself in {@code state} and keeps its data in {@code data}. Nothing is started yet. */
    public LocalStack(StateFile state, Path data) {
        this.state = state;
        this.data = data;
    }

    /** Starts everything and waits until all services are ready; a failure with the end of a log if one is not. */
    public void start(Console console) {
        Installation installation = Installation.ofProcess();
        for (Service service : Service.values()) {
            installation.jar(service);
        }
        try (Progress progress =
                console.progress("starting", "of PostgreSQL and 5 services", 1 + Service.values().length)) {
            Database database = startPostgres(installation);
            progress.step(1);
            ServiceSettings settings =
                    new ServiceSettings(installation, database, choosePorts(), HashKey.in(state.folder()), logs());
            startServices(settings, progress);
        }
    }

    private Database startPostgres(Installation installation) {
        String url = System.getenv("TOUCHLINE_DB_URL");
        String prefix = System.getenv("TOUCHLINE_DB_PREFIX");
        Database database;
        if (url == null || url.isEmpty()) {
            Path binaries = PostgresBinaries.unpackInto(installation.root().resolve(".touchline/postgres"));
            database = startOwn(new LocalPostgres(binaries, data, logs().resolve("postgres.log")));
        } else {
            database = Database.parse(url, prefix == null ? "" : prefix);
        }
        database.createDatabases();
        return database;
    }

    private synchronized Database startOwn(LocalPostgres own) {
        failIfStopped();
        postgres = own;
        return own.start();
    }

    private synchronized void startServices(ServiceSettings settings) {
        failIfStopped();
        for (Service service : Service.values()) {
            processes.add(ServiceProcess.start(service, settings));
        }
        record();
    }

    private void startServices(ServiceSettings settings, Progress progress) {
        startServices(settings);
        long end = System.nanoTime() + START_LIMIT.toNanos();
        Set<ServiceProcess> ready = new HashSet<>();
        while (ready.size() < processes.size()) {
            for (ServiceProcess process : processes) {
                if (!ready.contains(process) && process.ready()) {
                    ready.add(process);
                    progress.step(1);
                } else if (System.nanoTime() > end && !ready.contains(process)) {
                    throw new Failure(
                            ExitCode.NOT_STARTED,
                            process.service() + ": not ready after " + START_LIMIT.toSeconds() + " s:\n"
                                    + LogTail.of(process.log()));
                }
            }
            Patience.pause(POLL_MILLIS);
        }
    }

    private Peers choosePorts() {
        Map<Service, Address> addresses = new EnumMap<>(Service.class);
        Set<Integer> taken = new HashSet<>();
        for (Service service : Service.values()) {
            int port = Ports.free(service.defaultPort());
            while (!taken.add(port)) {
                port = Ports.any();
            }
            addresses.put(service, new Address("127.0.0.1", port));
        }
        peers = new Peers(addresses);
        return peers;
    }

    private void record() {
        Properties values = new Properties();
        StateFile.put(values, "command", ProcessHandle.current());
        values.setProperty("data", data.toString());
        for (ServiceProcess process : processes) {
            StateFile.put(values, process.service().serviceName(), process.handle());
            values.setProperty(
                    process.service() + ".port",
                    Integer.toString(peers.of(process.service()).port()));
        }
        state.write(values);
    }

    private void failIfStopped() {
        if (stopped) {
            throw new Failure(ExitCode.NOT_STARTED, "stopped while starting");
        }
    }

    /** Stops everything that was started. May be called twice, and from a shutdown hook. */
    public synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        processes.forEach(ServiceProcess::terminate);
        long end = System.currentTimeMillis() + STOP_MILLIS;
        processes.forEach(process -> process.awaitEnd(end - System.currentTimeMillis()));
        if (postgres != null) {
            postgres.stop();
        }
        if (!processes.isEmpty()) {
            state.delete();
        }
    }

    /** Where the services listen. */
    public Peers peers() {
        return peers;
    }

    /** Folder of the logs. */
    public Path logs() {
        return state.folder().resolve("logs");
    }

    /** The processes by name, this command itself, and PostgreSQL's main process if this stack has one. */
    public Map<String, ProcessHandle> handles() {
        Map<String, ProcessHandle> handles = new LinkedHashMap<>();
        processes.forEach(process -> handles.put(process.service().serviceName(), process.handle()));
        LocalPostgres.process(data).ifPresent(handle -> handles.put("postgresql", handle));
        handles.put("touchline", ProcessHandle.current());
        return handles;
    }
}
