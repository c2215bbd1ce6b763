package dev.touchline.cli.local;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.peer.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL of this run's own, in a folder, listening on this machine only. It outlives the command that started it until
 * {@link #stop} is called. Works as root too: PostgreSQL refuses root, so its programs run in a user namespace where they
 * are nobody, yet own their files.
 */
final class LocalPostgres implements LocalServer {
    private static final long START_SECONDS = 60;
    private static final long DEATH_NANOS = 10_000_000_000L;
    private static final long POLL_MILLIS = 100;
    private static final String USER = "postgres";
    /** Names the variable with further options of the server; they override its own. */
    static final String OPTIONS = "TOUCHLINE_POSTGRES_OPTIONS";

    private final Path binaries;
    private final Path data;
    private final Path log;
    private final Path password;

    /** Its data in a folder, its log and its password in files; the password's is made if there is none. */
    LocalPostgres(Path binaries, Path data, Path log, Path password) {
        this.binaries = binaries;
        this.data = data;
        this.log = log;
        this.password = password;
    }

    @Override
    public Database start(int port) {
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            LocalKeys.key(password);
            run(
                    "initdb",
                    "-D",
                    data.toString(),
                    "-U",
                    USER,
                    "-A",
                    "scram-sha-256",
                    "--pwfile",
                    password.toString(),
                    "-E",
                    "UTF8",
                    "--locale=C",
                    "--no-sync");
        }
        forgetDeadServer();
        run(
                "pg_ctl",
                "-D",
                data.toString(),
                "-l",
                log.toString(),
                "-t",
                "" + START_SECONDS,
                "-o",
                options(port),
                "-w",
                "start");
        return at(port);
    }

    @Override
    public Database at(int port) {
        return new Database("127.0.0.1", port, USER, LocalKeys.key(password), "postgres", "");
    }

    /**
     * A killed server leaves its lock file, and while it is a zombie PostgreSQL takes it for alive. The file may go once
     * nothing of that server runs any more; until then PostgreSQL itself must refuse.
     */
    private void forgetDeadServer() {
        long end = System.nanoTime() + DEATH_NANOS;
        while (Files.exists(data.resolve("postmaster.pid")) && process(data).isEmpty() && System.nanoTime() < end) {
            if (Alive.anyIn(data)) {
                Patience.pause(POLL_MILLIS);
            } else {
                delete(data.resolve("postmaster.pid"));
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new Failure(ExitCode.NOT_STARTED, file + ": " + e.getMessage(), e);
        }
    }

    /** Settings of a small server that keeps its promises: what is committed is on disk. */
    private static String options(int port) {
        return String.join(
                " ",
                "-p " + port,
                "-c listen_addresses=127.0.0.1",
                "-c unix_socket_directories=''",
                "-c max_connections=200",
                "-c shared_buffers=128MB",
                "-c max_wal_size=1GB",
                "-c wal_level=minimal",
                "-c max_wal_senders=0",
                "-c max_parallel_workers_per_gather=0",
                "-c logging_collector=off",
                String.join(" ", Options.of(OPTIONS, System::getenv)));
    }

    @Override
    public boolean isRunning() {
        return process().isPresent();
    }

    @Override
    public Optional<ProcessHandle> process() {
        return process(data);
    }

    /** Its data is in the folder, which goes with the run. */
    @Override
    public void forget() {
        Folders.delete(data);
    }

    @Override
    public void stop() {
        if (isRunning()) {
            run("pg_ctl", "-D", data.toString(), "-m", "fast", "-t", "30", "-w", "stop");
        }
    }

    /** Its main process; empty if it does not run. */
    static Optional<ProcessHandle> process(Path data) {
        Path pidFile = data.resolve("postmaster.pid");
        try {
            return Files.exists(pidFile)
                    ? ProcessHandle.of(Long.parseLong(
                                    Files.readAllLines(pidFile).get(0).strip()))
                            .filter(Alive::is)
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private void run(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(binaries.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        Path output = log.resolveSibling(program + ".log");
        try {
            Files.createDirectories(log.getParent());
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(START_SECONDS * 2, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new Failure(
                        ExitCode.NOT_STARTED,
                        "PostgreSQL: " + program + " failed:\n" + LogTail.of(output) + LogTail.of(log));
            }
        } catch (IOException e) {
            throw new Failure(ExitCode.NOT_STARTED, "PostgreSQL: " + program + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.NOT_STARTED, "PostgreSQL: " + program + ": interrupted", e);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name")) && Files.isDirectory(Path.of("/proc/self"));
    }
}
