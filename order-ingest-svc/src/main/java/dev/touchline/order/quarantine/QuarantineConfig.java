package dev.touchline.order.quarantine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much of the database people may take who read the quarantine while documents come in. */
@ConfigMapping(prefix = "touchline.quarantine")
public interface QuarantineConfig {

    /** Reads at once, in each process; more are refused with RESOURCE_EXHAUSTED / OVERLOADED. */
    @WithDefault("4")
    int maxConcurrent();

    /** So long the database works on one read; then it ends it, and the read is refused likewise. */
    @WithDefault("10s")
    Duration deadline();
}
