package dev.touchline.lift;

import java.math.BigDecimal;

/**
 * All that an arm must be remembered by: counts and sums over its units. Summaries of parts merge by adding, in any order,
 * as long as no unit is split between parts; a database can make them with {@code sum()}.
 *
 * <p>A unit u is a member, or a cluster: it has s people (a member: 1) and their totals y of the outcome and x of the
 * covariate. The mean of the arm is R = Σy / Σs in both cases. Its variance follows from the residuals e = y − R·s of the
 * units, v = m / (m − 1) · Σe² / (Σs)² with m units: for members that is s² / n of the textbook; for clusters it is the
 * linearised variance of a ratio (W. G. Cochran, Sampling Techniques, 3rd ed. 1977, section 6.3, 9A.1), which is the
 * cluster-robust sandwich of a regression on the arm, with G / (G − 1) in each arm. For clusters of one size that equals the
 * bias-reduced sandwich of R. M. Bell and D. F. McCaffrey, "Bias reduction in standard errors for linear regression with
 * multi-stage samples" (2002), and {@link Welch}'s degrees of freedom are then theirs.
 *
 * @param counts who is in it
 * @param sums sums over units
 */
public record Moments(Counts counts, Sums sums) {
    /** An arm with nobody in it. */
    public static final Moments NONE = new Moments(Counts.NONE, Sums.NONE);

    /** Residuals below this part of the sum of squares are rounding: the outcome does not vary. */
    private static final double ROUNDING = 1e-26;

    /**
     * An arm of members from sums that a database made; 0 for the sums of a covariate that is not there.
     *
     * @param counts units = people = number of members
     * @param y Σ outcome
     * @param x Σ covariate
     * @param yy Σ outcome²
     * @param xx Σ covariate²
     * @param xy Σ outcome · covariate
     */
    public static Moments ofMembers(
            Counts counts, BigDecimal y, BigDecimal x, BigDecimal yy, BigDecimal xx, BigDecimal xy) {
        return ofMembers(counts, Sum.of(y), Sum.of(x), Sum.of(yy), Sum.of(xx), Sum.of(xy));
    }

    static Moments ofMembers(Counts counts, Sum y, Sum x, Sum yy, Sum xx, Sum xy) {
        return new Moments(counts, new Sums(Sum.of(counts.people()), y, x, y, x, yy, xx, xy));
    }

    /** One cluster, whole: its people and their totals. */
    public static Moments ofCluster(long people, long buyers, long touched, Sum y, Sum x) {
        Sum s = Sum.of(people);
        return new Moments(
                new Counts(1, people, buyers, touched),
                new Sums(s.times(s), y, x, y.times(s), x.times(s), y.times(y), x.times(x), x.times(y)));
    }

    /** This and another part of the same arm. */
    public Moments merge(Moments other) {
        return new Moments(counts.plus(other.counts), sums.plus(other.sums));
    }

    /** Units that this arm's clusters are worth, (Σs)² / Σs²: fewer than it has if their sizes differ (L. Kish, 1965). */
    public double effectiveUnits() {
        double people = counts.people();
        return counts.units() == 0 ? 0 : people * people / sums.ss().value();
    }

    /** Mean outcome of a member; NaN for an arm with nobody in it. */
    public double meanOutcome() {
        return mean(sums.y()).value();
    }

    /** Mean covariate of a member; NaN for an arm with nobody in it. */
    public double meanCovariate() {
        return mean(sums.x()).value();
    }

    Sum mean(Sum total) {
        return total.over(Sum.of(counts.people()));
    }

    /** Σe² of the outcome. */
    Sum outcomeResiduals() {
        return squares(sums.yy(), sums.sy(), mean(sums.y()));
    }

    /** Σe² of the covariate. */
    Sum covariateResiduals() {
        return squares(sums.xx(), sums.sx(), mean(sums.x()));
    }

    /** Σ of the products of both residuals. */
    Sum crossResiduals() {
        Sum meanY = mean(sums.y());
        Sum meanX = mean(sums.x());
        return sums.xy()
                .minus(meanY.times(sums.sx()))
                .minus(meanX.times(sums.sy()))
                .plus(meanX.times(meanY).times(sums.ss()));
    }

    private Sum squares(Sum squares, Sum bySize, Sum mean) {
        Sum residuals = squares.minus(mean.times(bySize).times(Sum.of(2)))
                .plus(mean.times(mean).times(sums.ss()));
        return residuals.value() > squares.value() * ROUNDING ? residuals : Sum.ZERO;
    }

    /**
     * Sums over units of s people with outcome y and covariate x.
     *
     * @param ss Σs²
     * @param y Σy
     * @param x Σx
     * @param sy Σs·y
     * @param sx Σs·x
     * @param yy Σy²
     * @param xx Σx²
     * @param xy Σx·y
     */
    public record Sums(Sum ss, Sum y, Sum x, Sum sy, Sum sx, Sum yy, Sum xx, Sum xy) {
        static final Sums NONE =
                new Sums(Sum.ZERO, Sum.ZERO, Sum.ZERO, Sum.ZERO, Sum.ZERO, Sum.ZERO, Sum.ZERO, Sum.ZERO);

        Sums plus(Sums other) {
            return new Sums(
                    ss.plus(other.ss),
                    y.plus(other.y),
                    x.plus(other.x),
                    sy.plus(other.sy),
                    sx.plus(other.sx),
                    yy.plus(other.yy),
                    xx.plus(other.xx),
                    xy.plus(other.xy));
        }
    }
}
