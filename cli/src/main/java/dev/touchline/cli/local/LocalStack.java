package dev.touchline.cli.local;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.peer.Identity;
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
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * PostgreSQL and the five services on this machine. Those of a recorded run that are alive are left as they are; those that
 * are not are started, where they were before. What was started here is stopped by {@link #stop}, whatever happened in
 * between: first the services, all at once, then PostgreSQL.
 */
public final class LocalStack {
    private static final Duration START_LIMIT = Duration.ofSeconds(120);

    /** More than a service takes at most: 10 s for its calls, then 10 s for the work it has begun. */
    private static final long STOP_MILLIS = 25_000;

    private static final long POLL_MILLIS = 100;
    private static final String COMMAND = "command";
    private static final String POSTGRES = "postgres";

    private final StateFile state;
    private final Path data;
    private final Map<Service, ProcessHandle> found = new EnumMap<>(Service.class);
    private final List<ServiceProcess> started = new ArrayList<>();
    private LocalServer postgres;
    private boolean postgresStarted;
    private Database database;
    private CompletableFuture<Void> server;
    private LocalPorts ports;
    private volatile boolean stopped;

    /** A stack that records itself in {@code state} and keeps its data in {@code data}. Nothing is started yet. */
    public LocalStack(StateFile state, Path data) {
        this.state = state;
        this.data = data;
    }

    /** Starts what does not run and waits until all services are ready; a failure with the end of a log if one is not. */
    public void start(Console console) {
        Installation installation = Installation.ofProcess();
        for (Service service : Service.values()) {
            installation.jar(service);
            state.process(service.serviceName()).ifPresent(process -> found.put(service, process));
        }
        try (Progress progress = console.progress("starting", "processes", 1 + Service.values().length)) {
            startPostgres(progress);
            ports = LocalPorts.choose(state, "any".equals(System.getenv("TOUCHLINE_PORTS")));
            startServices(new ServiceSettings(installation, database, ports, LocalKeys.of(state), logs()));
            awaitReady(progress);
            await(server);
            record();
        }
    }

    /** Begins to start PostgreSQL. The services need it only when their programs are loaded, a few seconds later. */
    private synchronized void startPostgres(Progress progress) {
        failIfStopped();
        String url = System.getenv("TOUCHLINE_DB_URL");
        String prefix = System.getenv("TOUCHLINE_DB_PREFIX");
        DatabaseSource source = DatabaseSource.choose(
                System.getenv("TOUCHLINE_DB"),
                url,
                LocalServer.kept(data).stream().findFirst(),
                () -> new Docker().canRun(DockerPostgres.IMAGE));
        if (source == DatabaseSource.URL) {
            database = Database.parse(url, prefix == null ? "" : prefix);
        } else {
            postgres = LocalServer.of(source, data, state);
            Optional<Integer> port = state.value(POSTGRES + ".port").map(Integer::parseInt);
            database = postgres.at(port.orElseGet(Ports::any));
            // A container whose run is forgotten listens nobody knows where.
            postgresStarted = !postgres.isRunning() || source == DatabaseSource.DOCKER && port.isEmpty();
        }
        server = CompletableFuture.runAsync(() -> {
            if (postgresStarted) {
                postgres.start(database.port());
            }
            database.createDatabases();
            progress.step(1);
        });
    }

    private static void await(CompletableFuture<Void> server) {
        try {
            server.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Failure known
                    ? known
                    : new Failure(ExitCode.NOT_STARTED, "PostgreSQL: " + e.getCause(), e);
        }
    }

    private synchronized void startServices(ServiceSettings settings) {
        failIfStopped();
        for (Service service : Service.values()) {
            if (!found.containsKey(service)) {
                started.add(ServiceProcess.start(service, settings));
            }
        }
        record();
    }

    private void awaitReady(Progress progress) {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        progress.step(found.size());
        Set<ServiceProcess> ready = new HashSet<>();
        while (ready.size() < started.size()) {
            if (server.isCompletedExceptionally()) {
                await(server);
            }
            for (ServiceProcess process : started) {
                if (!ready.contains(process) && isReady(process)) {
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

    private boolean isReady(ServiceProcess process) {
        try {
            return process.ready();
        } catch (Failure ended) {
            failIfStopped();
            throw ended;
        }
    }

    private void record() {
        Properties values = new Properties();
        StateFile.put(values, COMMAND, ProcessHandle.current());
        values.setProperty("data", data.toString());
        if (postgres != null) {
            values.setProperty(POSTGRES + ".port", Integer.toString(database.port()));
            postgres.process().ifPresent(process -> StateFile.put(values, POSTGRES, process));
        }
        found.forEach((service, process) -> StateFile.put(values, service.serviceName(), process));
        started.forEach(process -> StateFile.put(values, process.service().serviceName(), process.handle()));
        ports.put(values);
        state.write(values);
    }

    private void failIfStopped() {
        if (stopped) {
            throw new Failure(ExitCode.NOT_STARTED, "stopped while starting");
        }
    }

    /** Stops everything that was started here. May be called twice, and from a shutdown hook. */
    public synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        started.forEach(ServiceProcess::terminate);
        long end = System.currentTimeMillis() + STOP_MILLIS;
        started.forEach(process -> process.awaitEnd(end - System.currentTimeMillis()));
        if (postgresStarted) {
            server.handle((done, failure) -> done).join();
            postgres.stop();
        }
        if (!started.isEmpty() && found.isEmpty()) {
            state.delete();
        }
    }

    /** Deletes the data of PostgreSQL, once it is stopped; nothing of a server that was named. */
    public void forget() {
        if (postgres != null) {
            postgres.forget();
        }
    }

    /** Where the services listen. */
    public Peers peers() {
        return ports.peers();
    }

    /** Who calls them from this machine. */
    public Identity identity() {
        return Identity.local(authority());
    }

    /** Folder of the authority that services and this command know each other by. */
    public Path authority() {
        return state.authority();
    }

    /** Folder of the logs; made if it does not exist. */
    public Path logs() {
        return Folders.make(state.folder().resolve("logs"));
    }

    /** The processes by name: the services, PostgreSQL's main process if this stack has one, and this command. */
    public Map<String, ProcessHandle> handles() {
        Map<String, ProcessHandle> handles = new LinkedHashMap<>();
        started.forEach(process -> handles.put(process.service().serviceName(), process.handle()));
        Optional<ProcessHandle> server = postgres == null ? Optional.empty() : postgres.process();
        server.ifPresent(handle -> handles.put(POSTGRES, handle));
        handles.put("touchline", ProcessHandle.current());
        return handles;
    }
}
