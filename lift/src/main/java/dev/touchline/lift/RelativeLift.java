package dev.touchline.lift;

import java.util.Optional;

/**
 * The difference in parts of the control's mean, by the delta method: with L = ȳ_T / ȳ_C − 1,
 * SE² = (v_T + (ȳ_T / ȳ_C)² · v_C) / ȳ_C². Not symmetric to the difference: it also carries the doubt about the base.
 *
 * @param value 0.05: 5 % more than the control
 * @param standardError its standard error
 * @param interval 95 %, with the degrees of freedom of the difference
 */
public record RelativeLift(double value, double standardError, Interval interval) {
    /** The lift; empty unless the control's mean lies clearly above zero, because a ratio to nothing means nothing. */
    static Optional<RelativeLift> of(ArmMean treated, ArmMean control, Welch difference) {
        if (!control.clearlyPositive()) {
            return Optional.empty();
        }
        double ratio = treated.mean() / control.mean();
        double lift = difference.difference() / control.mean();
        double error = Math.sqrt(treated.variance() + ratio * ratio * control.variance()) / control.mean();
        return Optional.of(new RelativeLift(lift, error, Interval.around(lift, difference.margin(error))));
    }
}
