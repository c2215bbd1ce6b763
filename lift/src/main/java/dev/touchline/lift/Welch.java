package dev.touchline.lift;

import java.util.Optional;

/**
 * The difference of two means whose variances need not be equal: SE² = v_T + v_C, and degrees of freedom by
 * Welch–Satterthwaite, (v_T + v_C)² / (v_T² / (m_T − 1) + v_C² / (m_C − 1)) (B. L. Welch, Biometrika 34, 1947). Where whole
 * clusters were drawn, m counts clusters; that is what G. W. Imbens and M. Kolesár, "Robust standard errors in small samples:
 * some practical advice" (2016), advise for few clusters.
 *
 * @param difference mean of the treated less mean of the control
 * @param standardError its standard error; greater than zero
 * @param degreesOfFreedom of Student's t; not a whole number
 */
public record Welch(double difference, double standardError, double degreesOfFreedom) {
    private static final double CONFIDENCE = 0.975;
    private static final double POWER = 0.80;

    /** The difference; empty if an arm has fewer than two units, or neither varies. */
    static Optional<Welch> of(ArmMean treated, ArmMean control) {
        double a = treated.variance();
        double b = control.variance();
        if (!(a + b > 0)) {
            return Optional.empty();
        }
        double freedom = (a + b) * (a + b) / (a * a / (treated.units() - 1) + b * b / (control.units() - 1));
        return Optional.of(new Welch(treated.mean() - control.mean(), Math.sqrt(a + b), freedom));
    }

    /** 95 % interval of the difference. */
    public Interval interval() {
        return Interval.around(difference, margin(standardError));
    }

    /** Half the width of a 95 % interval of something with another standard error. */
    double margin(double otherStandardError) {
        return Student.quantile(CONFIDENCE, degreesOfFreedom) * otherStandardError;
    }

    /** Two-sided probability of such a difference or a greater one if there were none. */
    public double p() {
        return Student.twoSided(difference / standardError, degreesOfFreedom);
    }

    /**
     * The smallest true difference that such a trial finds four times out of five: (t₀.₉₇₅ + t₀.₈) · SE (H. S. Bloom,
     * "Minimum detectable effects", Evaluation Review 19, 1995).
     */
    public double detectable() {
        double multiplier = Student.quantile(CONFIDENCE, degreesOfFreedom) + Student.quantile(POWER, degreesOfFreedom);
        return multiplier * standardError;
    }
}
