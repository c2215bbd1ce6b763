package dev.touchline.report.testing;

import dev.touchline.report.performance.ReportConfig;
import java.time.Duration;

/** Limits for a test. */
public record Limits(int maxRows, int maxConcurrent, Duration deadline) implements ReportConfig {

    /** A limit of the rows; the others are wide. */
    public static Limits rows(int maxRows) {
        return new Limits(maxRows, 100, Duration.ofSeconds(30));
    }
}
