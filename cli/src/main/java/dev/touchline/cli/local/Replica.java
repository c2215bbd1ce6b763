package dev.touchline.cli.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A second process of a running service: the same command line and environment, on ports of its own. */
public final class Replica {

    private static final Pattern PORT = Pattern.compile("-Dquarkus\\.(http|management)\\.port=\\d+");

    private final Process process;

    private Replica(Process process) {
        this.process = process;
    }

    /** Starts one beside the process with that id. */
    public static Replica of(long pid) throws IOException {
        Path proc = Path.of("/proc", Long.toString(pid));
        List<String> command = strings(proc.resolve("cmdline")).stream()
                .map(Replica::onAnyPort)
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(proc.resolve("cwd").toRealPath().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        for (String entry : strings(proc.resolve("environ"))) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                builder.environment().put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        return new Replica(builder.start());
    }

    private static String onAnyPort(String argument) {
        return PORT.matcher(argument).matches() ? argument.replaceFirst("\\d+$", "0") : argument;
    }

    /** Its process. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** kill -9. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** SIGTERM; waits for its end. */
    public void stop() {
        process.destroy();
        process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }

    private static List<String> strings(Path file) throws IOException {
        return List.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\0"));
    }
}
