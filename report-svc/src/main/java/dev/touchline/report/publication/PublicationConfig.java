package dev.touchline.report.publication;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When numbers are published without anybody asking. */
@ConfigMapping(prefix = "touchline.publication")
public interface PublicationConfig {

    /** Whether this process publishes by the clock; any number of them may. */
    @WithDefault("true")
    boolean run();

    /** How often it looks. */
    @WithDefault("1m")
    Duration rest();

    /** Days that ended longer ago are published on command only: history that was loaded was nobody's news. */
    @WithDefault("35d")
    Duration catchUp();

    /** As long as so many changes and persons wait, the ledger counts as complete: on a busy day some always do. */
    @WithDefault("1000")
    long maxWaiting();

    /** So long a copy waits for the ledger to be complete; then it is made all the same, and says so. */
    @WithDefault("2h")
    Duration patience();
}
