package dev.touchline.lift;

import java.util.Optional;

/**
 * What was between the groups before anything was done: the covariate, tested like the outcome. Between arms that were drawn it
 * should be chance, and is flagged below 0.001; between groups that chose it is the gap that explains most of what follows.
 *
 * @param treatedMean mean covariate of the treated
 * @param controlMean mean covariate of the control
 * @param difference the test; empty if nothing varies
 */
public record Before(double treatedMean, double controlMean, Optional<Welch> difference) {
    private static final double FLAGGED_BELOW = 0.001;

    static Before of(Moments treated, Moments control) {
        ArmMean t = ArmMean.before(treated);
        ArmMean c = ArmMean.before(control);
        return new Before(t.mean(), c.mean(), Welch.of(t, c));
    }

    /** How many times as much the treated had; NaN or infinite if the control had nothing. */
    public double ratio() {
        return treatedMean / controlMean;
    }

    /** Whether arms that were drawn differ more than chance explains. */
    public boolean flagged() {
        return difference.isPresent() && difference.get().p() < FLAGGED_BELOW;
    }
}
