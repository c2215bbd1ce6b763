package dev.touchline.kit.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.touchline.kit.loop.LoopsAtWill;
import dev.touchline.kit.telemetry.Gauge.Reading;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readings that hang or fail are not told, do not keep others waiting, and are seen to be old. */
class GaugeReaderTest {

    private final Source ill = new Source("ill");
    private final Source well = new Source("well");
    private final Exporter exporter = new Exporter();
    private final LoopsAtWill loops = new LoopsAtWill();

    @BeforeEach
    void start() {
        OpenTelemetry telemetry = OpenTelemetrySdk.builder()
                .setMeterProvider(SdkMeterProvider.builder()
                        .registerMetricReader(exporter)
                        .build())
                .build();
        TelemetryConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(TelemetryConfig.class)
                .withDefaultValues(Map.of("touchline.telemetry.interval", "20ms", "touchline.telemetry.limit", "100ms"))
                .build()
                .getConfigMapping(TelemetryConfig.class);
        new GaugeReader(
                        List.of(well),
                        List.of(() -> List.of(ill)),
                        config,
                        new TelemetrySwitch(false),
                        telemetry,
                        loops.loops())
                .start(null);
        patience().until(() -> shown(ill) && shown(well));
    }

    @AfterEach
    void stop() {
        loops.stop();
    }

    // Meant to fail without ifNoItem, not tried yet, in Readings.round: the value from before stays for ever.
    @Test
    void readingThatHangs_isNotShownAnyMoreAndTheNextOnesAre() {
        ill.answer = Uni.createFrom().nothing();
        patience().until(() -> !shown(ill));

        ill.answer = null;
        patience().until(() -> shown(ill));
    }

    @Test
    void readingThatHangs_keepsNoOtherWaiting() {
        ill.answer = Uni.createFrom().nothing();
        patience().until(() -> !shown(ill));
        int sofar = well.readings.get();

        patience().until(() -> well.readings.get() > sofar + 3);
        assertThat(shown(well)).isTrue();
    }

    @Test
    void readingsThatHangOrFail_areAsOldAsTheLastGoodOne() {
        for (Uni<List<Reading>> bad : List.<Uni<List<Reading>>>of(
                Uni.createFrom().nothing(), Uni.createFrom().failure(new IllegalStateException("Made to fail")))) {
            ill.answer = bad;
            double old = Duration.ofSeconds(2).toSeconds();
            patience().until(() -> age(ill) > old);

            ill.answer = null;
            patience().until(() -> age(ill) < old);
        }
    }

    private static ConditionFactory patience() {
        return await().atMost(Duration.ofMinutes(1));
    }

    private boolean shown(Source source) {
        return exporter.value(source.gauge.name(), point -> true).isPresent();
    }

    private double age(Source source) {
        return exporter.value(
                        "touchline.reading.age",
                        point -> point.getAttributes().asMap().containsValue(source.gauge.name()))
                .orElseThrow();
    }

    /** Answers 1, or what it is told to. */
    private static final class Source implements GaugeSource {

        private final Gauge gauge;
        private final AtomicInteger readings = new AtomicInteger();
        private volatile Uni<List<Reading>> answer;

        Source(String name) {
            gauge = new Gauge(name, "s", "Made for this test");
        }

        @Override
        public List<Gauge> gauges() {
            return List.of(gauge);
        }

        @Override
        public Uni<List<Reading>> read() {
            readings.incrementAndGet();
            return answer == null ? Uni.createFrom().item(List.of(gauge.reading(1))) : answer;
        }
    }

    /** What an exporter would send at this moment. */
    private static final class Exporter implements MetricReader {

        private CollectionRegistration registration = CollectionRegistration.noop();

        OptionalDouble value(String metric, Predicate<DoublePointData> wanted) {
            return registration.collectAllMetrics().stream()
                    .filter(data -> data.getName().equals(metric))
                    .map(MetricData::getDoubleGaugeData)
                    .flatMap(gauge -> gauge.getPoints().stream())
                    .filter(wanted)
                    .mapToDouble(DoublePointData::getValue)
                    .findFirst();
        }

        @Override
        public void register(CollectionRegistration collected) {
            registration = collected;
        }

        @Override
        public AggregationTemporality getAggregationTemporality(InstrumentType type) {
            return AggregationTemporality.CUMULATIVE;
        }

        @Override
        public CompletableResultCode forceFlush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
