package dev.touchline.cli.policy;

import com.google.protobuf.Timestamp;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import picocli.CommandLine.Option;

/** Options that say from when a policy is in force, and for whom. */
final class Scope {
    @Option(
            names = "--from",
            paramLabel = "TIME",
            required = true,
            description = "orders paid from then on, e.g. 2026-12-01, 2026-12-01T10:00:00+08:00 or now")
    private String from;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "",
            description = "where a day without time begins, e.g. Asia/Shanghai (default: this machine's)")
    private String zone;

    @Option(
            names = "--brand",
            paramLabel = "KEY",
            defaultValue = "",
            description = "only orders of this brand, which then goes by its own policies (default: the group)")
    private String brand;

    String brand() {
        return brand;
    }

    Timestamp from() {
        Instant instant = instant();
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    private Instant instant() {
        try {
            if (from.equals("now")) {
                return Instant.ofEpochSecond(Instant.now().getEpochSecond());
            }
            return from.length() == "2026-12-01".length()
                    ? LocalDate.parse(from)
                            .atStartOfDay(zone.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(zone))
                            .toInstant()
                    : OffsetDateTime.parse(from).toInstant();
        } catch (DateTimeException malformed) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--from: " + from + (zone.isEmpty() ? "" : " in " + zone)
                            + " (expected: a day, a time with offset, or now)",
                    malformed);
        }
    }
}
