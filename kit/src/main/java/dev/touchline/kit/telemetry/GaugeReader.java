package dev.touchline.kit.telemetry;

import dev.touchline.kit.loop.Loops;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Reads all gauges in the background; the exporter only picks up what was last read. However large the tables are, a source
 * takes at most a twentieth of one connection: after a reading that took a second it rests nineteen, but never longer than
 * twelve intervals, so that a slow first reading does not hide what comes after it. What cannot be read is
 * not exported, rather than exported stale.
 */
@ApplicationScoped
public class GaugeReader {

    private static final Logger LOG = Logger.getLogger(GaugeReader.class);
    private static final int REST_PER_WORK = 19;
    private static final int MOST_INTERVALS = 12;

    private final List<GaugeSource> sources;
    private final TelemetryConfig config;
    private final TelemetrySwitch telemetry;
    private final Meter meter;
    private final Loops loops;

    public GaugeReader(
            @All List<GaugeSource> sources,
            TelemetryConfig config,
            TelemetrySwitch telemetry,
            OpenTelemetry openTelemetry,
            Loops loops) {
        this.sources = sources;
        this.config = config;
        this.telemetry = telemetry;
        this.loops = loops;
        this.meter = openTelemetry.getMeter(TelemetrySwitch.SCOPE);
    }

    void start(@Observes StartupEvent event) {
        if (telemetry.on()) {
            sources.forEach(source -> loops.start(new Shown(source)::round));
        }
    }

    private final class Shown {

        private final GaugeSource source;
        private final AtomicBoolean failing = new AtomicBoolean();
        private volatile List<Gauge.Reading> latest = List.of();

        Shown(GaugeSource source) {
            this.source = source;
            for (Gauge gauge : source.gauges()) {
                meter.gaugeBuilder(gauge.name())
                        .setUnit(gauge.unit())
                        .setDescription(gauge.description())
                        .buildWithCallback(measurement -> show(gauge, measurement));
            }
        }

        private void show(Gauge gauge, ObservableDoubleMeasurement measurement) {
            for (Gauge.Reading reading : latest) {
                if (reading.gauge().equals(gauge)) {
                    measurement.record(reading.value(), reading.attributes());
                }
            }
        }

        /** One reading; answers how long to rest. */
        Uni<Duration> round() {
            long start = System.nanoTime();
            return Uni.createFrom()
                    .deferred(source::read)
                    .onItemOrFailure()
                    .invoke(this::keep)
                    .onFailure()
                    .recoverWithNull()
                    .map(read -> rest(start));
        }

        private Duration rest(long start) {
            Duration fair = Duration.ofNanos(System.nanoTime() - start).multipliedBy(REST_PER_WORK);
            Duration most = config.interval().multipliedBy(MOST_INTERVALS);
            Duration least = source.rest(config);
            Duration rest = fair.compareTo(most) > 0 ? most : fair;
            return rest.compareTo(least) > 0 ? rest : least;
        }

        /** A failure is said once, not at every try. */
        private void keep(List<Gauge.Reading> readings, Throwable failure) {
            latest = failure == null ? List.copyOf(readings) : List.of();
            if (failure == null) {
                failing.set(false);
            } else if (failing.compareAndSet(false, true)) {
                LOG.infof(
                        "Gauges cannot be read now first=%s cause=%s",
                        source.gauges().get(0).name(), failure);
            }
        }
    }
}
