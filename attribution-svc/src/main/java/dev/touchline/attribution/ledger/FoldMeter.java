package dev.touchline.attribution.ledger;

import dev.touchline.kit.telemetry.TelemetrySwitch;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;

/** How long a folder's transaction takes and how many it folds; marks wait as long. */
@ApplicationScoped
class FoldMeter {

    private static final List<Double> SECONDS =
            List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 2.5, 5.0, 10.0);

    private static final List<Long> MEMBERS = List.of(1L, 2L, 5L, 10L, 20L, 50L, 100L, 150L, 200L, 250L, 300L);

    private final DoubleHistogram duration;
    private final LongHistogram batch;

    FoldMeter(OpenTelemetry openTelemetry) {
        Meter meter = openTelemetry.getMeter(TelemetrySwitch.SCOPE);
        duration = meter.histogramBuilder("touchline.fold.duration")
                .setUnit("s")
                .setDescription("Duration of a folder's transaction that claimed somebody")
                .setExplicitBucketBoundariesAdvice(SECONDS)
                .build();
        batch = meter.histogramBuilder("touchline.fold.batch")
                .ofLongs()
                .setUnit("{member}")
                .setDescription("Members that such a transaction claimed")
                .setExplicitBucketBoundariesAdvice(MEMBERS)
                .build();
    }

    /** Measures a transaction, unless it found nobody or failed. */
    Uni<Folded> measured(Supplier<Uni<Folded>> transaction) {
        return Uni.createFrom().deferred(() -> {
            long start = System.nanoTime();
            return transaction.get().invoke(folded -> record(folded, start));
        });
    }

    private void record(Folded folded, long start) {
        if (folded.claimed() > 0) {
            duration.record((System.nanoTime() - start) / 1e9);
            batch.record(folded.claimed());
        }
    }
}
