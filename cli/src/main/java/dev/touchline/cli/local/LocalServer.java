package dev.touchline.cli.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A PostgreSQL of a run's own, on this machine only. It outlives the command that started it. */
interface LocalServer {

    /** Starts it at {@code port}, with the data of the last time if there is any; waits until it answers. */
    Database start(int port);

    /** The server as it runs at {@code port}. */
    Database at(int port);

    boolean isRunning();

    /** Its main process; empty if it does not run, or not as a process of ours. */
    Optional<ProcessHandle> process();

    /** Stops it and waits; nothing happens if it does not run. */
    void stop();

    /** Deletes its data, once it is stopped. */
    void forget();

    /** The server whose data is in {@code data}, or that is started there next. */
    static LocalServer of(DatabaseSource source, Path data, StateFile state) {
        if (source == DatabaseSource.DOCKER) {
            return new DockerPostgres(new Docker(), data, state.databaseKey());
        }
        Path binaries =
                PostgresBinaries.unpackInto(Installation.ofProcess().root().resolve(".touchline/postgres"));
        return new LocalPostgres(binaries, data, state.folder().resolve("logs/postgres.log"), state.databaseKey());
    }

    /** Which servers have left data; both only if somebody has insisted on one and then on the other. */
    static List<DatabaseSource> kept(Path data) {
        List<DatabaseSource> kept = new ArrayList<>();
        if (Files.exists(data.resolve("PG_VERSION"))) {
            kept.add(DatabaseSource.EMBEDDED);
        }
        if (Files.exists(DockerPostgres.marker(data))) {
            kept.add(DatabaseSource.DOCKER);
        }
        return kept;
    }
}
