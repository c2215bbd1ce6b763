package dev.touchline.kit.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * An exporter whose every export ends. The SDK begins no export while one is under way, so that a single answer that never
 * comes would silence the process for good.
 */
record LimitedExporter(MetricExporter exporter, Duration limit) implements MetricExporter {

    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
        CompletableResultCode ended = new CompletableResultCode();
        CompletableResultCode answer = exporter.export(metrics);
        answer.whenComplete(() -> end(ended, answer.isSuccess()));
        CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
                .execute(ended::fail);
        return ended;
    }

    private static void end(CompletableResultCode ended, boolean success) {
        if (success) {
            ended.succeed();
        } else {
            ended.fail();
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
        return exporter.getAggregationTemporality(type);
    }

    @Override
    public Aggregation getDefaultAggregation(InstrumentType type) {
        return exporter.getDefaultAggregation(type);
    }

    @Override
    public MemoryMode getMemoryMode() {
        return exporter.getMemoryMode();
    }
}
