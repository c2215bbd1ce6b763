package dev.touchline.bench.system;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/** Figures in the words of the tables. */
final class Figures {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private Figures() {}

    static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / NANOS_PER_SECOND;
    }

    /** "p50 12.3 ms, p99 45.6 ms, most 78.9 ms of 1000". */
    static String latency(Histogram nanos) {
        return String.format(
                "p50 %.1f ms, p99 %.1f ms, most %.1f ms, of %d",
                nanos.getValueAtPercentile(50) / NANOS_PER_MILLI,
                nanos.getValueAtPercentile(99) / NANOS_PER_MILLI,
                nanos.getMaxValue() / NANOS_PER_MILLI,
                nanos.getTotalCount());
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
