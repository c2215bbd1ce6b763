package dev.touchline.report.performance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of the reports. */
@ConfigMapping(prefix = "touchline.report")
public interface ReportConfig {

    /** At most so many rows in one report (some 3 MB); more is refused, so that the reader narrows the filter. */
    @WithDefault("10000")
    int maxRows();
}
