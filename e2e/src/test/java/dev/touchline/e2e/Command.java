package dev.touchline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The {@code touchline} command in a process of its own, as a user runs it. */
final class Command {

    private static final int MINUTES = 8;

    private final List<String> arguments;
    private final Process process;
    private final Path stdout;
    private final Path stderr;

    private Command(List<String> arguments, Process process, Path stdout, Path stderr) {
        this.arguments = arguments;
        this.process = process;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /** What a command left behind. */
    record Result(int exitCode, String stdout, String stderr) {}

    /** Starts a command against the run in {@code home}, with these variables beside those of this process. */
    static Command start(Path root, Path home, Map<String, String> environment, String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dtouchline.root=" + root,
                "-jar",
                root.resolve("cli/target/touchline/touchline.jar").toString()));
        line.addAll(List.of(arguments));
        try {
            Path stdout = Files.createTempFile(home, "stdout", ".txt");
            Path stderr = Files.createTempFile(home, "stderr", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(line).redirectOutput(stdout.toFile()).redirectError(stderr.toFile());
            builder.environment().put("TOUCHLINE_PORTS", "any"); // installations start beside each other
            builder.environment().put("TOUCHLINE_DB", "embedded"); // its process is looked for, and killed
            builder.environment().putAll(environment);
            builder.environment().put("TOUCHLINE_HOME", home.toString());
            return new Command(List.of(arguments), builder.start(), stdout, stderr);
        } catch (IOException cannotStart) {
            throw new IllegalStateException("Cannot start " + line, cannotStart);
        }
    }

    /** Whether it is still at work. */
    boolean isRunning() {
        return process.isAlive();
    }

    /** Waits for its end. */
    Result await() {
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException(
                        arguments + " took more than " + MINUTES + " minutes:\n" + read(stderr));
            }
            return new Result(process.exitValue(), read(stdout), read(stderr));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Waits for its end and asserts that it was good; answers its standard output. */
    String succeed() {
        Result result = await();
        assertThat(result.exitCode())
                .as("%s\n%s\n%s", arguments, result.stdout(), result.stderr())
                .isZero();
        return result.stdout();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException cannotRead) {
            throw new IllegalStateException(cannotRead);
        }
    }
}
