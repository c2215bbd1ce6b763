package dev.touchline.cli.start;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a service says about its own start. */
final class StartLog {
    private static final Pattern STARTED = Pattern.compile("started in ([0-9.]+)s");

    private StartLog() {}

    /** Seconds from the beginning of its process until it listened. */
    static double seconds(Path log) {
        try {
            Matcher matcher = STARTED.matcher(Files.readString(log));
            if (matcher.find()) {
                return Double.parseDouble(matcher.group(1));
            }
            throw new Failure(ExitCode.NOT_STARTED, log + ": says nothing of a start");
        } catch (IOException e) {
            throw new Failure(ExitCode.NOT_STARTED, log + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
