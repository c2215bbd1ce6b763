package dev.touchline.e2e.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs of this checkout and of the machine. */
final class Tools {
    static final Path ROOT =
            Path.of(System.getProperty("touchline.root", "..")).toAbsolutePath().normalize();

    private static final int MINUTES = 5;

    private Tools() {}

    /** How a program ended. */
    record Ended(int code, String out, String err) {
        /** Its standard output; fails unless it ended well. */
        String succeeded() {
            assertThat(code).as("%s\n%s", out, err).isZero();
            return out;
        }
    }

    /**
     * Skips the test where a tool is missing, saying what to install; with TOUCHLINE_REQUIRE_TOOLS=1, which the build server
     * sets, fails instead.
     */
    static void require(String tool, String install) {
        boolean found = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
        String message = tool + " is not on PATH (Debian package: " + install + ")";
        if ("1".equals(System.getenv("TOUCHLINE_REQUIRE_TOOLS"))) {
            assertThat(found).as(message).isTrue();
        }
        Assumptions.assumeTrue(found, "Skipped: " + message);
    }

    /** Runs a program with further environment variables to its end. */
    static Ended run(Map<String, String> environment, String... command) {
        try {
            Path out = Files.createTempFile("tool", ".out");
            Path err = Files.createTempFile("tool", ".err");
            ProcessBuilder builder = new ProcessBuilder(List.of(command))
                    .directory(ROOT.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException(
                        List.of(command) + " took more than " + MINUTES + " minutes:\n" + Files.readString(err));
            }
            Ended ended = new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return ended;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String read(String path) {
        try {
            return Files.readString(ROOT.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
