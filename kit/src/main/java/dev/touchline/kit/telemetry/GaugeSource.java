package dev.touchline.kit.telemetry;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;

/**
 * Gauges that are read together, and fail together. Any number of beans a service; {@link GaugeReader} reads them in the
 * background, none waiting for another. A reading must be cheap: bounded rows, by an index.
 */
public interface GaugeSource {

    /** What is read, in a word for dashboards and alerts; no two sources of a service have the same. */
    default String name() {
        return gauges().get(0).name();
    }

    /** The gauges that it reads. */
    List<Gauge> gauges();

    /** What they show now. */
    Uni<List<Gauge.Reading>> read();

    /** How long to rest at least before the next reading. */
    default Duration rest(TelemetryConfig config) {
        return config.interval();
    }
}
