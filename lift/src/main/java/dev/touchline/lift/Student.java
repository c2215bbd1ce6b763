package dev.touchline.lift;

import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;

/** Student's t, from Hipparchus; quantiles to 1e-11, probabilities to 1e-8 of their size. */
final class Student {
    private static final double ACCURACY = 1e-13;
    /** Above this, Hipparchus's incomplete beta loses digits, and the expansion has them all. */
    private static final double MANY = 10_000;

    private Student() {}

    static double quantile(double probability, double degreesOfFreedom) {
        return degreesOfFreedom > MANY
                ? nearNormal(new NormalDistribution().inverseCumulativeProbability(probability), degreesOfFreedom)
                : new TDistribution(degreesOfFreedom, ACCURACY).inverseCumulativeProbability(probability);
    }

    /** M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 26.7.5, three terms. */
    private static double nearNormal(double z, double v) {
        double z2 = z * z;
        double first = z * (z2 + 1) / 4;
        double second = z * ((5 * z2 + 16) * z2 + 3) / 96;
        double third = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
        return z + (first + (second + third / v) / v) / v;
    }

    /** Probability of a value at least as far from zero as {@code t}. */
    static double twoSided(double t, double degreesOfFreedom) {
        return 2 * new TDistribution(degreesOfFreedom).cumulativeProbability(-Math.abs(t));
    }
}
