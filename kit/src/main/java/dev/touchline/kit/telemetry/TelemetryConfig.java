package dev.touchline.kit.telemetry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a service measures itself. Nothing is measured while {@code touchline.otel.disabled} is true, the default. */
@ConfigMapping(prefix = "touchline.telemetry")
public interface TelemetryConfig {

    /** How long each source of gauges rests between two readings. It rests longer if a reading takes long. */
    @WithDefault("10s")
    Duration interval();

    /** How long one reading may take; then it is given up, whatever holds it, and the next one is not kept waiting. */
    @WithDefault("30s")
    Duration limit();

    /** How long an export of metrics waits for its answer; the next one is then made all the same. */
    @WithDefault("10s")
    Duration exportLimit();

    /** How many ledger entries the background check of conservation looks at in one statement. */
    @WithDefault("5000")
    int driftSlice();

    /** How long that check rests between two statements. */
    @WithDefault("100ms")
    Duration driftPause();
}
