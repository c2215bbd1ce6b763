package dev.touchline.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A running process that can be killed and started again with the same command line, environment and folder, as a
 * supervisor would, or started a second time beside itself.
 */
final class Copy {

    private final long pid;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path folder;
    private final List<Process> started = new ArrayList<>();

    private Copy(long pid, List<String> command, Map<String, String> environment, Path folder) {
        this.pid = pid;
        this.command = command;
        this.environment = environment;
        this.folder = folder;
    }

    static Copy of(long pid) throws IOException {
        Path proc = Path.of("/proc", Long.toString(pid));
        Map<String, String> environment = strings(proc.resolve("environ")).stream()
                .filter(entry -> entry.indexOf('=') > 0)
                .collect(Collectors.toMap(
                        entry -> entry.substring(0, entry.indexOf('=')),
                        entry -> entry.substring(entry.indexOf('=') + 1),
                        (first, second) -> first));
        return new Copy(
                pid,
                strings(proc.resolve("cmdline")),
                environment,
                proc.resolve("cwd").toRealPath());
    }

    /** kill -9. */
    void kill() {
        handles().forEach(ProcessHandle::destroyForcibly);
        handles()
                .forEach(handle ->
                        handle.onExit().orTimeout(30, TimeUnit.SECONDS).join());
    }

    /** Starts the same again. */
    void restart() throws IOException {
        start(command);
    }

    /** Starts a second one beside it, with one of its arguments replaced. */
    void startAnother(String argumentPrefix, String replacement) throws IOException {
        start(command.stream()
                .map(argument -> argument.startsWith(argumentPrefix) ? replacement : argument)
                .toList());
    }

    /** Stops the processes that this copy started. */
    void stopWhatWasStarted() {
        started.forEach(Process::destroy);
        started.forEach(
                process -> process.onExit().orTimeout(60, TimeUnit.SECONDS).join());
    }

    boolean startedIsAlive() {
        return started.stream().anyMatch(Process::isAlive);
    }

    private void start(List<String> line) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        started.add(builder.start());
    }

    private List<ProcessHandle> handles() {
        return Stream.concat(ProcessHandle.of(pid).stream(), started.stream().map(Process::toHandle))
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    private static List<String> strings(Path file) throws IOException {
        return List.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\0"));
    }
}
