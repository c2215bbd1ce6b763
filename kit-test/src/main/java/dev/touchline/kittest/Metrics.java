package dev.touchline.kittest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Questions to an {@link OtlpSink} about metrics. */
public final class Metrics {

    /** A metric as the catalogue promises it; the labels are a least set. */
    public record Promise(String name, String unit, Set<String> labels) {}

    private Metrics() {}

    public static Promise metric(String name, String unit, String... labels) {
        return new Promise(name, unit, Set.of(labels));
    }

    /** Waits until each was exported at least once with its unit, and all its points have its labels. */
    public static void awaitExported(OtlpSink sink, Promise... promises) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            for (Promise promise : promises) {
                List<Metric> sent = sent(sink, promise.name());
                assertThat(sent).as(promise.name()).isNotEmpty();
                assertThat(sent).as(promise.name()).allSatisfy(metric -> {
                    assertThat(metric.getUnit()).isEqualTo(promise.unit());
                    assertThat(attributes(metric)).isNotEmpty().allSatisfy(labels -> assertThat(keys(labels))
                            .containsAll(promise.labels()));
                });
            }
        });
    }

    /** The sum over all points of a gauge or counter; −1 if it has none. */
    public static double value(OtlpSink sink, String name) {
        return value(sink, name, List.of());
    }

    /** The sum over the points of a gauge or counter with that label; −1 if there is none. */
    public static double value(OtlpSink sink, String name, String label, String value) {
        return value(sink, name, List.of(attribute(label, value)));
    }

    private static double value(OtlpSink sink, String name, List<KeyValue> labels) {
        List<NumberDataPoint> points = sent(sink, name).stream()
                .flatMap(Metrics::numbers)
                .filter(point -> point.getAttributesList().containsAll(labels))
                .toList();
        return points.isEmpty()
                ? -1
                : points.stream().mapToDouble(Metrics::value).sum();
    }

    /** How many measurements a histogram with that label has. */
    public static long points(OtlpSink sink, String name, String label, String value) {
        return sent(sink, name).stream()
                .flatMap(metric -> metric.getHistogram().getDataPointsList().stream())
                .filter(point -> point.getAttributesList().contains(attribute(label, value)))
                .mapToLong(HistogramDataPoint::getCount)
                .sum();
    }

    private static List<Metric> sent(OtlpSink sink, String name) {
        return sink.metrics(name).stream().map(OtlpSink.Received::item).toList();
    }

    private static Stream<NumberDataPoint> numbers(Metric metric) {
        return Stream.concat(
                metric.getGauge().getDataPointsList().stream(), metric.getSum().getDataPointsList().stream());
    }

    private static double value(NumberDataPoint point) {
        return point.hasAsInt() ? point.getAsInt() : point.getAsDouble();
    }

    private static List<List<KeyValue>> attributes(Metric metric) {
        return Stream.concat(
                        numbers(metric).map(NumberDataPoint::getAttributesList),
                        metric.getHistogram().getDataPointsList().stream().map(HistogramDataPoint::getAttributesList))
                .toList();
    }

    private static Set<String> keys(List<KeyValue> labels) {
        return labels.stream().map(KeyValue::getKey).collect(Collectors.toCollection(TreeSet::new));
    }

    private static KeyValue attribute(String label, String value) {
        return KeyValue.newBuilder()
                .setKey(label)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }
}
