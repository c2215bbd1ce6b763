package dev.touchline.lift;

import java.util.Collection;
import java.util.Optional;

/**
 * Less noise by what is known from before: y* = y − θ · (x − x̄) (A. Deng, Y. Xu, R. Kohavi, T. Walker, "Improving the
 * sensitivity of online controlled experiments by utilizing pre-experiment data", 2013). θ is pooled within arms, Σ e_x·e_y /
 * Σ e_x² over the units of all arms, so that a difference between arms cannot leak into it; x̄ is the mean over all members of
 * all arms. Where clusters were drawn, e are the residuals of whole clusters, which is the θ that makes the printed error
 * least. x must be from before the assignment.
 *
 * @param theta θ, outcome per covariate
 * @param centre x̄
 */
public record Cuped(double theta, double centre) {
    /** The adjustment; empty if the covariate does not vary within arms. */
    static Optional<Cuped> of(Collection<Moments> arms) {
        Sum cross = Sum.ZERO;
        Sum squares = Sum.ZERO;
        Sum total = Sum.ZERO;
        long people = 0;
        for (Moments arm : arms) {
            if (arm.counts().people() > 0) {
                cross = cross.plus(arm.crossResiduals());
                squares = squares.plus(arm.covariateResiduals());
                total = total.plus(arm.sums().x());
                people += arm.counts().people();
            }
        }
        return squares.value() > 0
                ? Optional.of(new Cuped(
                        cross.over(squares).value(), total.over(Sum.of(people)).value()))
                : Optional.empty();
    }

    ArmMean adjust(Moments arm) {
        Sum byTheta = Sum.of(theta);
        Sum residuals = arm.outcomeResiduals()
                .minus(byTheta.times(arm.crossResiduals()).times(Sum.of(2)))
                .plus(byTheta.times(byTheta).times(arm.covariateResiduals()));
        double mean = arm.meanOutcome() - theta * (arm.meanCovariate() - centre);
        return ArmMean.of(arm, mean, residuals.value() > 0 ? residuals : Sum.ZERO);
    }
}
