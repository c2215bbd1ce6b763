package dev.touchline.order.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.Instant;

/** What is accepted, and how much at once. */
@ConfigMapping(prefix = "touchline.intake")
public interface IntakeConfig {

    /** The earliest time a document may carry; older ones go to quarantine. */
    @WithDefault("2000-01-01T00:00:00Z")
    Instant earliest();

    /** How far ahead of this service's clock a document's time may be; further ones go to quarantine. */
    @WithDefault("5m")
    Duration ahead();

    /** Batches in work at once, over all connections; more are refused with RESOURCE_EXHAUSTED / OVERLOADED. */
    @WithDefault("64")
    int batches();

    /** Transactions at once that take batches in, at least 1; batches that come meanwhile are joined. */
    @WithDefault("4")
    int transactions();
}
