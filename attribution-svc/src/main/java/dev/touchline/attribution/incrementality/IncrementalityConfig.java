package dev.touchline.attribution.incrementality;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of comparing arms. */
@ConfigMapping(prefix = "touchline.incrementality")
public interface IncrementalityConfig {

    /** Units of one campaign; more are RESOURCE_EXHAUSTED. A unit needs 25 bytes while its call runs. */
    @WithDefault("2000000")
    int maxUnits();

    /** Calls at once; more are RESOURCE_EXHAUSTED. */
    @WithDefault("2")
    int concurrent();

    /** Units read with one statement. */
    @WithDefault("2000")
    int page();

    /** How long PostgreSQL may work on one statement. */
    @WithDefault("20s")
    Duration statementTimeout();

    /** How long a call may read; no campaign is begun after half of it. */
    @WithDefault("100s")
    Duration deadline();
}
