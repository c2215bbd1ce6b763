package dev.touchline.lift;

import java.math.BigDecimal;

/**
 * A number of about 32 decimal digits, so that sums of squares can be kept as they are: adding in another order, or adding
 * sums of parts, changes nothing that anybody sees, and a variance survives a mean that is a million times as large. The
 * unevaluated sum of two doubles, after T. J. Dekker, "A floating-point technique for extending the available precision"
 * (1971), and Y. Hida, X. Li, D. Bailey, "Library for double-double and quad-double arithmetic" (2001).
 *
 * @param high the nearest double
 * @param low what is missing from it
 */
public record Sum(double high, double low) {
    /** Nothing. */
    public static final Sum ZERO = new Sum(0, 0);

    /** Exactly {@code value}. */
    public static Sum of(double value) {
        return new Sum(value, 0);
    }

    /** The nearest to {@code value}: what PostgreSQL's {@code sum(numeric)} gives keeps 32 digits. */
    public static Sum of(BigDecimal value) {
        double high = value.doubleValue();
        return new Sum(high, value.subtract(new BigDecimal(high)).doubleValue());
    }

    /** Exactly a · b. */
    public static Sum product(double a, double b) {
        double product = a * b;
        return new Sum(product, Math.fma(a, b, -product));
    }

    /** This and another. */
    public Sum plus(Sum other) {
        double sum = high + other.high;
        double part = sum - high;
        double error = (high - (sum - part)) + (other.high - part);
        double lows = low + other.low;
        double lowPart = lows - low;
        double lowError = (low - (lows - lowPart)) + (other.low - lowPart);
        Sum first = normal(sum, error + lows);
        return normal(first.high, first.low + lowError);
    }

    /** This without another. */
    public Sum minus(Sum other) {
        return plus(new Sum(-other.high, -other.low));
    }

    /** This times another. */
    public Sum times(Sum other) {
        Sum product = product(high, other.high);
        return normal(product.high, product.low + (high * other.low + low * other.high));
    }

    /** This divided by another. */
    public Sum over(Sum other) {
        double first = high / other.high;
        Sum rest = minus(other.times(of(first)));
        double second = rest.high / other.high;
        Sum last = rest.minus(other.times(of(second)));
        return normal(first, second).plus(of(last.high / other.high));
    }

    /** The nearest double. */
    public double value() {
        return high + low;
    }

    private static Sum normal(double large, double small) {
        double sum = large + small;
        return new Sum(sum, small - (sum - large));
    }
}
