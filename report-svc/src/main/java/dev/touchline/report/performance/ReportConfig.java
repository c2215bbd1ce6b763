package dev.touchline.report.performance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of the reports. */
@ConfigMapping(prefix = "touchline.report")
public interface ReportConfig {

    /** At most so many rows in one report (some 3 MB); more is refused, so that the reader narrows the filter. */
    @WithDefault("10000")
    int maxRows();

    /** At most so many reports at once; half of the connections, so that the feeds are never starved by readers. */
    @WithDefault("8")
    int maxConcurrent();

    /** A report that is not done by then is given up, and its statement is ended by the database. */
    @WithDefault("20s")
    Duration deadline();
}
