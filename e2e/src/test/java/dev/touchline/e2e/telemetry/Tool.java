package dev.touchline.e2e.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs that tests need and that a contributor need not have. Where one is missing the test is skipped and says so;
 * with {@code TOUCHLINE_REQUIRE_TOOLS=1}, as in continuous integration, it fails.
 */
public final class Tool {

    private static final int SECONDS = 60;

    private final Path program;

    private Tool(Path program) {
        this.program = program;
    }

    /** What a run left behind; both outputs are joined. */
    public record Result(int exitCode, String output) {}

    /** Finds a program on PATH. */
    public static Tool require(String name, String debianPackage) {
        Optional<Path> found = Stream.of(
                        System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            String message = name + " is not on PATH (expected: Debian's package " + debianPackage + ")";
            if ("1".equals(System.getenv("TOUCHLINE_REQUIRE_TOOLS"))) {
                throw new IllegalStateException(message);
            }
            Assumptions.abort("Skipped: " + message);
        }
        return new Tool(found.orElseThrow());
    }

    /** Where it is. */
    public Path program() {
        return program;
    }

    /** Runs it to its end. */
    public Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("tool", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " took more than " + SECONDS + " s");
            }
            return new Result(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }
}
