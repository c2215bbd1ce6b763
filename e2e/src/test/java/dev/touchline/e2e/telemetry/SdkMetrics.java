package dev.touchline.e2e.telemetry;

import dev.touchline.kittest.OtlpSink.Received;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableDoublePointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableGaugeData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableHistogramData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableHistogramPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableSumData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;

/**
 * Metrics as they came over the wire, back in the form that OpenTelemetry's own exporters read. Like the collector, every
 * point gets the labels {@code job} (service.name) and {@code instance} (service.instance.id).
 */
final class SdkMetrics {

    private SdkMetrics() {}

    static MetricData of(Received<Metric> received) {
        Metric metric = received.item();
        InstrumentationScopeInfo scope = InstrumentationScopeInfo.create(received.scope());
        Resource resource = Resource.create(attributes(received.resource().getAttributesList()));
        Attributes process = process(received);
        return switch (metric.getDataCase()) {
            case GAUGE ->
                ImmutableMetricData.createDoubleGauge(
                        resource,
                        scope,
                        metric.getName(),
                        metric.getDescription(),
                        metric.getUnit(),
                        ImmutableGaugeData.create(numbers(metric.getGauge().getDataPointsList(), process)));
            case SUM ->
                ImmutableMetricData.createDoubleSum(
                        resource,
                        scope,
                        metric.getName(),
                        metric.getDescription(),
                        metric.getUnit(),
                        ImmutableSumData.create(
                                metric.getSum().getIsMonotonic(),
                                AggregationTemporality.CUMULATIVE,
                                numbers(metric.getSum().getDataPointsList(), process)));
            case HISTOGRAM ->
                ImmutableMetricData.createDoubleHistogram(
                        resource,
                        scope,
                        metric.getName(),
                        metric.getDescription(),
                        metric.getUnit(),
                        ImmutableHistogramData.create(
                                AggregationTemporality.CUMULATIVE,
                                metric.getHistogram().getDataPointsList().stream()
                                        .map(point -> histogram(point, process))
                                        .toList()));
            default ->
                throw new IllegalArgumentException(
                        metric.getName() + ": " + metric.getDataCase() + " (expected: gauge, sum or histogram)");
        };
    }

    /** The labels by which the collector tells processes apart. */
    static Attributes process(Received<?> received) {
        return Attributes.builder()
                .put("job", received.service())
                .put("instance", received.resource("service.instance.id"))
                .build();
    }

    private static List<DoublePointData> numbers(List<NumberDataPoint> points, Attributes process) {
        return points.stream()
                .map(point -> ImmutableDoublePointData.create(
                        point.getStartTimeUnixNano(),
                        point.getTimeUnixNano(),
                        labels(point.getAttributesList(), process),
                        point.hasAsDouble() ? point.getAsDouble() : point.getAsInt()))
                .toList();
    }

    private static HistogramPointData histogram(HistogramDataPoint point, Attributes process) {
        return ImmutableHistogramPointData.create(
                point.getStartTimeUnixNano(),
                point.getTimeUnixNano(),
                labels(point.getAttributesList(), process),
                point.getSum(),
                point.hasMin(),
                point.getMin(),
                point.hasMax(),
                point.getMax(),
                point.getExplicitBoundsList(),
                point.getBucketCountsList());
    }

    private static Attributes labels(List<KeyValue> attributes, Attributes process) {
        return attributes(attributes).toBuilder().putAll(process).build();
    }

    private static Attributes attributes(List<KeyValue> attributes) {
        AttributesBuilder builder = Attributes.builder();
        attributes.forEach(attribute -> builder.put(attribute.getKey(), text(attribute.getValue())));
        return builder.build();
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            default -> value.toString();
        };
    }
}
