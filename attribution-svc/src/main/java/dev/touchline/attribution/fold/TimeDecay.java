package dev.touchline.attribution.fold;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Weights 2^(−Δ / half-life), Δ being the age of a touch at payment. Only their ratios matter, so the last touch weighs
 * exactly 2^40 and the others in proportion, rounded to whole numbers. StrictMath gives the same bits on every machine.
 */
public final class TimeDecay {
    private static final double SCALE = 0x1p40;

    private TimeDecay() {}

    static long[] weights(List<Eligible> touches, Duration halfLife) {
        Instant last = touches.get(touches.size() - 1).reached().at();
        double halfLifeSeconds = seconds(halfLife);
        long[] weights = new long[touches.size()];
        for (int i = 0; i < weights.length; i++) {
            double older = seconds(Duration.between(touches.get(i).reached().at(), last));
            weights[i] = weight(older, halfLifeSeconds);
        }
        return weights;
    }

    /** The weight of a touch that is so much older than the last one. */
    public static long weight(double olderSeconds, double halfLifeSeconds) {
        return (long) StrictMath.rint(SCALE * StrictMath.pow(2, -olderSeconds / halfLifeSeconds));
    }

    /** A duration in seconds. */
    public static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }
}
