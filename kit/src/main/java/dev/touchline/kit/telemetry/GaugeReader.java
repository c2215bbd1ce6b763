package dev.touchline.kit.telemetry;

import dev.touchline.kit.loop.Loops;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads all gauges in the background, each source by itself; the exporter only picks up what was last read. How long ago that
 * was is exported too, whatever happens to the readings: a figure that is not known any more must not pass for a good one.
 */
@ApplicationScoped
public class GaugeReader {

    private final List<GaugeSource> sources;
    private final TelemetryConfig config;
    private final TelemetrySwitch telemetry;
    private final Meter meter;
    private final Loops loops;

    public GaugeReader(
            @All List<GaugeSource> single,
            @All List<GaugeSources> several,
            TelemetryConfig config,
            TelemetrySwitch telemetry,
            OpenTelemetry openTelemetry,
            Loops loops) {
        this.sources = Stream.concat(single.stream(), several.stream().flatMap(many -> many.all().stream()))
                .toList();
        this.config = config;
        this.telemetry = telemetry;
        this.loops = loops;
        this.meter = openTelemetry.getMeter(TelemetrySwitch.SCOPE);
    }

    void start(@Observes StartupEvent event) {
        if (telemetry.on()) {
            List<Readings> all =
                    sources.stream().map(source -> new Readings(source, config)).toList();
            all.forEach(readings -> readings.show(meter));
            all.forEach(readings -> loops.start(readings::round));
        }
    }
}
