package dev.touchline.lift;

/**
 * The mean of an arm and how sure it is.
 *
 * @param mean mean outcome of a member, adjusted or not
 * @param variance variance of that mean, its standard error squared; NaN for fewer than two units
 * @param units units drawn
 */
public record ArmMean(double mean, double variance, long units) {
    /** Of the outcome as it is. */
    static ArmMean of(Moments arm) {
        return of(arm, arm.meanOutcome(), arm.outcomeResiduals());
    }

    /** Of the covariate: what was before. */
    static ArmMean before(Moments arm) {
        return of(arm, arm.meanCovariate(), arm.covariateResiduals());
    }

    static ArmMean of(Moments arm, double mean, Sum residuals) {
        double units = arm.counts().units();
        double people = arm.counts().people();
        double variance = units < 2 ? Double.NaN : units / (units - 1) * residuals.value() / (people * people);
        return new ArmMean(mean, variance, arm.counts().units());
    }

    /** Whether the mean lies above zero beyond doubt: the lower end of its own 95 % interval does. */
    boolean clearlyPositive() {
        return units >= 2 && mean - Student.quantile(0.975, units - 1) * Math.sqrt(variance) > 0;
    }
}
