package dev.touchline.lift;

import java.util.Map;
import org.hipparchus.special.Gamma;

/**
 * Whether the arms have the sizes that the draw should have given them: Pearson's χ² over the units drawn, flagged below
 * 0.001. A mismatch means that units were lost or added after the draw, differently by arm; then no other figure counts (A.
 * Fabijan and others, "Diagnosing sample ratio mismatch in online controlled experiments", 2019).
 *
 * @param chiSquare χ²
 * @param degreesOfFreedom arms less one
 * @param p probability of such sizes or stranger ones
 */
public record SampleRatio(double chiSquare, int degreesOfFreedom, double p) {
    private static final double FLAGGED_BELOW = 0.001;

    /**
     * The check.
     *
     * @param weights what each arm should get, in any unit; every arm of the trial and no other
     * @throws IllegalArgumentException if arms and weights do not match, or a weight is not above zero
     */
    public static SampleRatio of(Trial trial, Map<String, Double> weights) {
        if (!weights.keySet().equals(trial.arms().keySet()) || weights.size() < 2) {
            throw new IllegalArgumentException("weights for " + weights.keySet() + " (expected: for "
                    + trial.arms().keySet() + ", two or more)");
        }
        double total = 0;
        double units = 0;
        for (Map.Entry<String, Double> weight : weights.entrySet()) {
            if (!(weight.getValue() > 0) || weight.getValue().isInfinite()) {
                throw new IllegalArgumentException(
                        "weight of " + weight.getKey() + ": " + weight.getValue() + " (expected: above 0)");
            }
            total += weight.getValue();
            units += trial.arm(weight.getKey()).counts().units();
        }
        double chiSquare = 0;
        for (Map.Entry<String, Double> weight : weights.entrySet()) {
            double expected = units * weight.getValue() / total;
            double off = trial.arm(weight.getKey()).counts().units() - expected;
            chiSquare += off * off / expected;
        }
        int freedom = weights.size() - 1;
        // The upper tail of χ² itself, not one less the lower: p may be very small.
        return new SampleRatio(chiSquare, freedom, Gamma.regularizedGammaQ(freedom / 2.0, chiSquare / 2));
    }

    /** Whether the result must not be believed. */
    public boolean flagged() {
        return p < FLAGGED_BELOW;
    }
}
