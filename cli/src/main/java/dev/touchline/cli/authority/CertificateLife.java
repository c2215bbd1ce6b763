package dev.touchline.cli.authority;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The option that says how long certificates of services are good. */
final class CertificateLife {
    private static final int LONGEST_DAYS = 825;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "90",
            description = "days that certificates of services are good, up to 825 (default: ${DEFAULT-VALUE})")
    private int days;

    Duration duration() {
        if (days < 1 || days > LONGEST_DAYS) {
            throw new Failure(ExitCode.USAGE, "--days: " + days + " (expected: 1.." + LONGEST_DAYS + ")");
        }
        return Duration.ofDays(days);
    }
}
