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

    /**
     * Bytes of documents in work at once, over all connections; batches beyond it are refused with RESOURCE_EXHAUSTED /
     * OVERLOADED. One batch is always taken. In memory they are several times as large.
     */
    @WithDefault("16777216")
    long bytes();

    /** Transactions at once that take batches in, at least 1; batches that come meanwhile are joined. */
    @WithDefault("4")
    int transactions();
}
