package dev.touchline.cli.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program {@code docker}. Where there is none, or no engine behind it, that is found out at once and without a word. */
final class Docker {
    private static final long ANSWER_SECONDS = 10;
    private static final long PULL_SECONDS = 180;

    private final String program;

    Docker() {
        this("docker");
    }

    /** Another program that is called like it. */
    Docker(String program) {
        this.program = program;
    }

    /** How a call ended; code -1: it could not be made, or took too long. */
    record Ended(int code, String output) {
        boolean well() {
            return code == 0;
        }
    }

    /** Whether an engine answers and has the image, or can get it. */
    boolean canRun(String image) {
        return run(ANSWER_SECONDS, Map.of(), "version", "--format", "{{.Server.Version}}")
                        .well()
                && (run(ANSWER_SECONDS, Map.of(), "image", "inspect", "--format", "{{.Id}}", image)
                                .well()
                        || run(PULL_SECONDS, Map.of(), "pull", "--quiet", image).well());
    }

    /** Makes a call; secrets go by environment, never by argument. */
    Ended run(long seconds, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("docker", ".out");
            try {
                ProcessBuilder builder =
                        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
                builder.environment().putAll(environment);
                Process process = builder.start();
                process.getOutputStream().close();
                if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    return new Ended(-1, "no end after " + seconds + " s");
                }
                return new Ended(
                        process.exitValue(),
                        Files.readString(output, StandardCharsets.UTF_8).strip());
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            return new Ended(-1, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ended(-1, "interrupted");
        }
    }
}
