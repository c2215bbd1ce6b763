package dev.touchline.cli.local;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.peer.Service;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code touchline down}: stops what {@code up} started. */
@Command(
        name = "down",
        description = {
            "Stops the run started by `up` (or a `demo` that was killed): services first, then PostgreSQL.",
            ""
        })
public final class DownCommand implements Callable<Integer> {
    private static final long STOP_SECONDS = 20;

    private final Console console;

    @Option(names = "--forget", description = "delete the run's data too")
    private boolean forget;

    /** The command, writing to {@code console}. */
    public DownCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        StateFile state = StateFile.ofProcess();
        // A demo stops its services itself; this only asks it to.
        state.process("command")
                .filter(command -> command.pid() != ProcessHandle.current().pid())
                .ifPresent(command -> {
                    command.destroy();
                    awaitEnd(command);
                });
        List<ProcessHandle> services = new ArrayList<>();
        for (Service service : Service.values()) {
            state.process(service.serviceName()).ifPresent(services::add);
        }
        services.forEach(ProcessHandle::destroy);
        services.forEach(DownCommand::awaitEnd);
        Path data = Path.of(
                state.value("data").orElse(state.folder().resolve("data").toString()));
        List<LocalServer> servers = LocalServer.kept(data).stream()
                .map(source -> LocalServer.of(source, data, state))
                .toList();
        servers.forEach(LocalServer::stop);
        state.delete();
        if (forget) {
            servers.forEach(LocalServer::forget);
            Folders.delete(data);
        }
        console.remark("stopped %d services", services.size());
        return ExitCode.OK;
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
        } catch (ExecutionException | InterruptedException e) {
            throw new Failure(ExitCode.NOT_STARTED, "waiting for process " + process.pid() + ": " + e.getMessage(), e);
        }
    }
}
