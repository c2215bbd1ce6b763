package dev.touchline.kit.telemetry;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.quarkus.opentelemetry.runtime.AutoConfiguredOpenTelemetrySdkBuilderCustomizer;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Metrics are exported again after an export that was never answered. The framework's sender loses an answer now and then on
 * a busy machine, and its reader of metrics waits for it for ever; those of spans and logs do not.
 */
@Singleton
public class ExportLimit implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer {

    private final Instance<MetricExporter> exporter;
    private final Duration interval;
    private final Duration limit;

    public ExportLimit(
            Instance<MetricExporter> exporter,
            @ConfigProperty(name = "quarkus.otel.metric.export.interval", defaultValue = "60s") Duration interval,
            TelemetryConfig config) {
        this.exporter = exporter;
        this.interval = interval;
        this.limit = config.exportLimit();
    }

    @Override
    public void customize(AutoConfiguredOpenTelemetrySdkBuilder builder) {
        builder.addMetricReaderCustomizer(
                (reader, config) -> exporter.isResolvable() ? new Limited(periodic()) : reader);
    }

    private MetricReader periodic() {
        return PeriodicMetricReader.builder(new LimitedExporter(exporter.get(), limit))
                .setInterval(interval)
                .build();
    }

    /** Not a PeriodicMetricReader to the framework, which replaces those by its own, before or after this one. */
    private record Limited(MetricReader reader) implements MetricReader {

        @Override
        public void register(CollectionRegistration registration) {
            reader.register(registration);
        }

        @Override
        public CompletableResultCode forceFlush() {
            return reader.forceFlush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return reader.shutdown();
        }

        @Override
        public AggregationTemporality getAggregationTemporality(InstrumentType type) {
            return reader.getAggregationTemporality(type);
        }

        @Override
        public Aggregation getDefaultAggregation(InstrumentType type) {
            return reader.getDefaultAggregation(type);
        }

        @Override
        public MemoryMode getMemoryMode() {
            return reader.getMemoryMode();
        }
    }
}
