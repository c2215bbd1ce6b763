package dev.touchline.lift;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One treated arm against the control, all assigned, reached or not.
 *
 * @param arm the treated arm
 * @param method how the means were compared
 * @param treated summary of the treated arm
 * @param control summary of the control
 * @param means both means
 */
public record Comparison(String arm, Method method, Moments treated, Moments control, Means means) {
    /** Both means under the method. */
    public record Means(ArmMean treated, ArmMean control) {}

    static Comparison plain(String arm, Moments treated, Moments control) {
        return new Comparison(arm, Method.PLAIN, treated, control, new Means(ArmMean.of(treated), ArmMean.of(control)));
    }

    static Comparison adjusted(String arm, Moments treated, Moments control, Cuped cuped) {
        return new Comparison(
                arm, Method.CUPED, treated, control, new Means(cuped.adjust(treated), cuped.adjust(control)));
    }

    /** Mean of a treated member. */
    public double mean() {
        return means.treated().mean();
    }

    /** Mean of a control member. */
    public double controlMean() {
        return means.control().mean();
    }

    /** The difference of the means; empty without two units in each arm, or if nothing varies. */
    public Optional<Welch> difference() {
        return Welch.of(means.treated(), means.control());
    }

    /** The difference in parts of the control's mean; empty unless that is clearly above zero. */
    public Optional<RelativeLift> lift() {
        return difference().flatMap(welch -> RelativeLift.of(means.treated(), means.control(), welch));
    }

    /** What would not have happened otherwise: treated members times the difference. */
    public double incremental() {
        return treated.counts().people() * (mean() - controlMean());
    }

    /** 95 % interval of {@link #incremental()}. */
    public Optional<Interval> incrementalInterval() {
        return difference().map(welch -> welch.interval().times(treated.counts().people()));
    }

    /** The smallest true lift that this trial finds four times out of five; empty where a lift is not defined. */
    public OptionalDouble detectableLift() {
        Optional<Welch> difference = difference();
        return difference.isPresent() && means.control().clearlyPositive()
                ? OptionalDouble.of(difference.get().detectable() / controlMean())
                : OptionalDouble.empty();
    }

    /**
     * What may be said.
     *
     * @param worthFinding the smallest lift that matters, e.g. 0.05
     */
    public Verdict verdict(double worthFinding) {
        Optional<Welch> difference = difference();
        if (difference.isEmpty()) {
            return Verdict.NOT_ENOUGH_DATA;
        }
        Interval interval = difference.get().interval();
        if (!interval.contains(0)) {
            return interval.low() > 0 ? Verdict.RAISED : Verdict.LOWERED;
        }
        return detectableLift().orElse(Double.MAX_VALUE) <= worthFinding ? Verdict.NOT_FOUND : Verdict.NOT_ENOUGH_DATA;
    }

    /**
     * How many times as many members both arms would need for a lift of {@code worthFinding} to be found four times out of
     * five, at the same variance, split and size of clusters; the error shrinks with the root of the number.
     */
    OptionalDouble neededTimes(double worthFinding) {
        OptionalDouble lift = detectableLift();
        return lift.isPresent()
                ? OptionalDouble.of(Math.pow(lift.getAsDouble() / worthFinding, 2))
                : OptionalDouble.empty();
    }

    /** Treated members needed; empty where a lift is not defined. */
    public OptionalLong neededTreated(double worthFinding) {
        return needed(treated, worthFinding);
    }

    /** Control members needed; empty where a lift is not defined. */
    public OptionalLong neededControl(double worthFinding) {
        return needed(control, worthFinding);
    }

    private OptionalLong needed(Moments side, double worthFinding) {
        OptionalDouble times = neededTimes(worthFinding);
        return times.isPresent()
                ? OptionalLong.of((long) Math.ceil(side.counts().people() * times.getAsDouble()))
                : OptionalLong.empty();
    }
}
