package dev.touchline.kit.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The readings of one source. However large the tables are, a source takes at most a twentieth of one connection: after a
 * reading that took a second it rests nineteen, but never longer than twelve intervals, so that a slow first reading does not
 * hide what comes after it. What cannot be read, or not within the limit, is not exported, rather than exported stale; the
 * age of the last good reading always is.
 */
final class Readings {

    private static final Logger LOG = Logger.getLogger(Readings.class);
    private static final int REST_PER_WORK = 19;
    private static final int MOST_INTERVALS = 12;

    private static final Gauge AGE = new Gauge(
            "touchline.reading.age", "s", "Since these gauges were last read with success, or since the start");
    private static final AttributeKey<String> READING = AttributeKey.stringKey("reading");

    private final GaugeSource source;
    private final TelemetryConfig config;
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile List<Gauge.Reading> latest = List.of();
    private volatile long succeeded = System.nanoTime();

    Readings(GaugeSource source, TelemetryConfig config) {
        this.source = source;
        this.config = config;
    }

    /** From now on, whatever was last read is what the exporter is told. */
    void show(Meter meter) {
        for (Gauge gauge : source.gauges()) {
            show(meter, gauge, measurement -> latest.stream()
                    .filter(reading -> reading.gauge().equals(gauge))
                    .forEach(reading -> measurement.record(reading.value(), reading.attributes())));
        }
        Attributes which = Attributes.of(READING, source.name());
        show(meter, AGE, measurement -> measurement.record((System.nanoTime() - succeeded) / 1e9, which));
    }

    private static void show(Meter meter, Gauge gauge, Consumer<ObservableDoubleMeasurement> telling) {
        meter.gaugeBuilder(gauge.name())
                .setUnit(gauge.unit())
                .setDescription(gauge.description())
                .buildWithCallback(telling);
    }

    /** One reading; answers how long to rest. */
    Uni<Duration> round() {
        long start = System.nanoTime();
        return Uni.createFrom()
                .deferred(source::read)
                .ifNoItem()
                .after(config.limit())
                .fail()
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
            succeeded = System.nanoTime();
            failing.set(false);
        } else if (failing.compareAndSet(false, true)) {
            LOG.infof("Gauges cannot be read now reading=%s cause=%s", source.name(), failure);
        }
    }
}
