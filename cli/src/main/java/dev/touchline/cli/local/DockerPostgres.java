package dev.touchline.cli.local;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.peer.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * PostgreSQL in a container, its data in a volume; both are named after the folder where the data would be, and a
 * file beside it remembers them. The container goes when it is stopped, the volume stays until it is forgotten.
 */
final class DockerPostgres implements LocalServer {
    /** The same as the trial in Kubernetes. */
    static final String IMAGE = "postgres:17.6-bookworm";

    private static final long CALL_SECONDS = 60;
    private static final long START_NANOS = 60_000_000_000L;
    private static final long POLL_MILLIS = 200;
    private static final String USER = "postgres";

    private final Docker docker;
    private final Path data;
    private final Path password;
    private final String name;

    DockerPostgres(Docker docker, Path data, Path password) {
        this.docker = docker;
        this.data = data;
        this.password = password;
        byte[] folder = data.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
        this.name = "touchline-" + UUID.nameUUIDFromBytes(folder);
    }

    @Override
    public Database start(int port) {
        remember();
        // One that is left from a run that is forgotten, or from a machine that went down, would be in the way.
        stop();
        docker.run(CALL_SECONDS, Map.of(), "rm", "--force", name);
        List<String> command = new ArrayList<>(List.of(
                "run",
                "--detach",
                "--rm",
                "--name=" + name,
                "--publish=127.0.0.1:" + port + ":5432",
                "--volume=" + name + ":/var/lib/postgresql/data",
                "--shm-size=256m",
                "--env=POSTGRES_PASSWORD",
                IMAGE,
                "-c",
                "max_connections=200"));
        command.addAll(Options.of(LocalPostgres.OPTIONS, System::getenv));
        Docker.Ended ended = docker.run(
                CALL_SECONDS, Map.of("POSTGRES_PASSWORD", LocalKeys.key(password)), command.toArray(String[]::new));
        if (!ended.well()) {
            throw new Failure(ExitCode.NOT_STARTED, "PostgreSQL in Docker: " + ended.output());
        }
        return awaitAnswer(at(port));
    }

    private Database awaitAnswer(Database database) {
        long end = System.nanoTime() + START_NANOS;
        while (!database.answers()) {
            if (System.nanoTime() > end || !isRunning()) {
                Docker.Ended log = docker.run(CALL_SECONDS, Map.of(), "logs", "--tail=20", name);
                throw new Failure(ExitCode.NOT_STARTED, "PostgreSQL in Docker does not answer:\n" + log.output());
            }
            Patience.pause(POLL_MILLIS);
        }
        return database;
    }

    /** The file that names the container and the volume of the data that would be in a folder. */
    static Path marker(Path data) {
        return data.toAbsolutePath().resolveSibling(data.getFileName() + ".docker");
    }

    private void remember() {
        try {
            Files.createDirectories(marker(data).getParent());
            Files.writeString(marker(data), name);
        } catch (IOException e) {
            throw new Failure(ExitCode.NOT_STARTED, data + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Database at(int port) {
        return new Database("127.0.0.1", port, USER, LocalKeys.key(password), "postgres", "");
    }

    @Override
    public boolean isRunning() {
        Docker.Ended ended =
                docker.run(CALL_SECONDS, Map.of(), "container", "inspect", "--format", "{{.State.Running}}", name);
        return ended.well() && ended.output().equals("true");
    }

    @Override
    public Optional<ProcessHandle> process() {
        return Optional.empty();
    }

    @Override
    public void stop() {
        if (isRunning()) {
            docker.run(CALL_SECONDS, Map.of(), "stop", "--time=30", name);
        }
    }

    @Override
    public void forget() {
        docker.run(CALL_SECONDS, Map.of(), "volume", "rm", "--force", name);
        try {
            Files.deleteIfExists(marker(data));
        } catch (IOException e) {
            throw new Failure(ExitCode.NOT_STARTED, marker(data) + ": " + e.getMessage(), e);
        }
    }
}
