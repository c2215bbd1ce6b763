package dev.touchline.cli.local;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.peer.Address;
import dev.touchline.cli.peer.Service;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * What a local run has started and where it listens: {@code state.properties} in its folder. It lets other terminals find the
 * services and {@code down} stop them.
 */
public final class StateFile {
    private static final String FILE = "state.properties";

    private final Path folder;

    /** The state in {@code folder}, which need not exist. */
    public StateFile(Path folder) {
        this.folder = folder;
    }

    /** The state in {@code TOUCHLINE_HOME}, else in {@code .touchline} of the installation. */
    public static StateFile ofProcess() {
        String home = System.getenv("TOUCHLINE_HOME");
        return new StateFile(
                home == null || home.isEmpty()
                        ? Installation.ofProcess().root().resolve(".touchline")
                        : Path.of(home).toAbsolutePath());
    }

    /** Its folder, made if it does not exist. */
    public Path folder() {
        return Folders.make(folder);
    }

    /** Where the authority of local runs is, if there is one. */
    public Path authority() {
        return folder.resolve("authority");
    }

    /** Where the password of the run's PostgreSQL is. */
    Path databaseKey() {
        return folder().resolve("database.key");
    }

    /** Where a service of the run listens; null if there is no run. */
    public Address address(Service service) {
        return recorded(service + ".port");
    }

    /** Where a service of the run tells about its health; null if there is no run. */
    Address management(Service service) {
        return recorded(service + ".management.port");
    }

    private Address recorded(String key) {
        String port = read().getProperty(key);
        return port == null ? null : new Address("127.0.0.1", Integer.parseInt(port));
    }

    /** A process of the run that is still the one that was started; empty if it has ended. */
    public Optional<ProcessHandle> process(String name) {
        Properties state = read();
        String pid = state.getProperty(name + ".pid");
        if (pid == null) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(pid)).filter(Alive::is).filter(handle -> started(handle)
                .equals(state.getProperty(name + ".started")));
    }

    /** Whether the command that recorded the run still tends it, as a demo does. */
    public boolean tended() {
        return process("command").isPresent();
    }

    /** Whether any process of a recorded run is alive. */
    public boolean running() {
        for (Service service : Service.values()) {
            if (process(service.serviceName()).isPresent()) {
                return true;
            }
        }
        return process("postgres").isPresent() || tended();
    }

    /** A recorded value; empty if there is none. */
    public Optional<String> value(String key) {
        return Optional.ofNullable(read().getProperty(key));
    }

    /** Records values, all at once. */
    public synchronized void write(Properties values) {
        Path temporary = folder().resolve(FILE + ".new");
        try {
            try (Writer writer = Files.newBufferedWriter(temporary)) {
                values.store(writer, "A local run of Touchline");
            }
            Files.move(temporary, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Failure(ExitCode.NOT_STARTED, temporary + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** Adds a process to the values to record. */
    static void put(Properties values, String name, ProcessHandle process) {
        values.setProperty(name + ".pid", Long.toString(process.pid()));
        values.setProperty(name + ".started", started(process));
    }

    private static String started(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(i -> Long.toString(i.toEpochMilli()))
                .orElse("unknown");
    }

    /** Forgets the run. */
    public void delete() {
        try {
            Files.deleteIfExists(folder.resolve(FILE));
        } catch (IOException e) {
            throw new Failure(ExitCode.NOT_STARTED, folder + ": " + e.getMessage(), e);
        }
    }

    private Properties read() {
        Properties state = new Properties();
        Path file = folder.resolve(FILE);
        if (Files.isReadable(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                state.load(reader);
            } catch (IOException e) {
                throw new Failure(ExitCode.NOT_STARTED, file + ": cannot be read: " + e.getMessage(), e);
            }
        }
        return state;
    }
}
