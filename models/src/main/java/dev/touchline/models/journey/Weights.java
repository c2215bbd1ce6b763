package dev.touchline.models.journey;

import java.time.Duration;
import java.util.Arrays;

/** How a path's worth is split by position alone. */
@FunctionalInterface
public interface Weights {
    /** The shares of the touches of a path with {@code length} touches, oldest first; they add up to 1. */
    double[] of(int length);

    /** All to the first touch. */
    static Weights first() {
        return length -> one(length, 0);
    }

    /** All to the last touch. */
    static Weights last() {
        return length -> one(length, length - 1);
    }

    /** The same to each touch. */
    static Weights linear() {
        return length -> {
            double[] shares = new double[length];
            Arrays.fill(shares, 1.0 / length);
            return shares;
        };
    }

    /** 40 % to the first, 40 % to the last, 20 % to those between in equal parts; two touches: 50 % each; one: all. */
    static Weights position() {
        return length -> {
            double[] shares = new double[length];
            if (length <= 2) {
                Arrays.fill(shares, 1.0 / length);
                return shares;
            }
            Arrays.fill(shares, 0.2 / (length - 2));
            shares[0] = 0.4;
            shares[length - 1] = 0.4;
            return shares;
        };
    }

    /**
     * Weights 2^(−Δ / halfLife), made to add up to 1. A path has no times, so each touch counts as {@code step} before the
     * next, and the last as Δ = 0: what is between it and the conversion would cancel out.
     */
    static Weights timeDecay(Duration step, Duration halfLife) {
        double halfLives = (double) step.toMillis() / halfLife.toMillis();
        return length -> {
            double[] shares = new double[length];
            double sum = 0;
            for (int i = 0; i < length; i++) {
                shares[i] = Math.pow(2, -halfLives * (length - 1 - i));
                sum += shares[i];
            }
            for (int i = 0; i < length; i++) {
                shares[i] /= sum;
            }
            return shares;
        };
    }

    private static double[] one(int length, int winner) {
        double[] shares = new double[length];
        shares[winner] = 1;
        return shares;
    }
}
