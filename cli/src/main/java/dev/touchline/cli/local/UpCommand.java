package dev.touchline.cli.local;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.peer.Service;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code touchline up}: starts PostgreSQL and the services and leaves them running. */
@Command(
        name = "up",
        description = {
            "Starts PostgreSQL and the five services and leaves them running; their data stays for the next `up`. Those"
                    + " that run already are left alone; one that has died is started again where it was.",
            "",
            "Data, logs and the addresses are kept in TOUCHLINE_HOME, by default .touchline in the installation."
                    + " PostgreSQL runs in Docker where an engine answers, else from binaries that came with the build;"
                    + " TOUCHLINE_DB=docker or embedded insists, and data stays where it was first put."
                    + " TOUCHLINE_DB_URL names another PostgreSQL (postgresql://user:password@host:port/database);"
                    + " databases that are missing are created there, their names after TOUCHLINE_DB_PREFIX. Ports are"
                    + " 8101 to 8105, or free ones if those are taken; always free ones with TOUCHLINE_PORTS=any. The services are started for a small machine"
                    + " (256 MB each, compiled quickly); TOUCHLINE_JAVA_OPTIONS overrides it (e.g. -Xmx1g"
                    + " -XX:TieredStopAtLevel=4). So is PostgreSQL; TOUCHLINE_POSTGRES_OPTIONS overrides its settings (e.g."
                    + " -c shared_buffers=2GB -c max_wal_size=16GB).",
            ""
        },
        footer = {"", "Example:", "  touchline up && touchline import members members.csv && touchline status"})
public final class UpCommand implements Callable<Integer> {
    private final Console console;

    /** The command, writing to {@code console}. */
    public UpCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        StateFile state = StateFile.ofProcess();
        if (state.tended()) {
            throw new Failure(
                    ExitCode.NOT_STARTED,
                    "a demo is running in " + state.folder() + " (expected: `touchline down` first)");
        }
        if (!state.running()) {
            state.delete();
        }
        Path data = state.value("data").map(Path::of).orElse(state.folder().resolve("data"));
        LocalStack stack = new LocalStack(state, data);
        Thread stop = new Thread(stack::stop);
        Runtime.getRuntime().addShutdownHook(stop);
        stack.start(console);
        Runtime.getRuntime().removeShutdownHook(stop);
        for (Service service : Service.values()) {
            console.result(service + " " + stack.peers().of(service));
        }
        return ExitCode.OK;
    }
}
