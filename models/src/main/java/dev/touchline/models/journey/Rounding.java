package dev.touchline.models.journey;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Turns a model's credits into decimals that add up to the exact total, by largest remainder like money. */
public final class Rounding {
    /** Decimals that are printed. */
    public static final int DECIMALS = 9;

    private Rounding() {}

    /**
     * Each credit in proportion, rounded to {@link #DECIMALS}; together exactly {@code total} rounded to as many. Each is
     * rounded down first; what is left goes, one last decimal each, to the largest remainders, ties to the earlier.
     *
     * @param credits 0 or more each; a 0 stays 0
     * @param total what they are to add up to, 0 or more
     */
    public static BigDecimal[] conserve(double[] credits, BigDecimal total) {
        BigDecimal target = total.setScale(DECIMALS, RoundingMode.HALF_UP);
        BigDecimal sum = BigDecimal.ZERO;
        for (double credit : credits) {
            sum = sum.add(BigDecimal.valueOf(credit));
        }
        BigDecimal[] rounded = new BigDecimal[credits.length];
        BigDecimal[] remainders = new BigDecimal[credits.length];
        BigDecimal left = target;
        for (int i = 0; i < credits.length; i++) {
            BigDecimal exact = sum.signum() == 0
                    ? BigDecimal.ZERO
                    : BigDecimal.valueOf(credits[i]).multiply(target).divide(sum, MathContext.DECIMAL128);
            rounded[i] = exact.setScale(DECIMALS, RoundingMode.DOWN);
            remainders[i] = exact.subtract(rounded[i]);
            left = left.subtract(rounded[i]);
        }
        if (sum.signum() > 0) {
            giveOut(left.unscaledValue().intValueExact(), rounded, remainders);
        }
        return rounded;
    }

    private static void giveOut(int units, BigDecimal[] rounded, BigDecimal[] remainders) {
        BigDecimal unit = BigDecimal.ONE.movePointLeft(DECIMALS);
        IntStream.range(0, rounded.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> remainders[i]).reversed())
                .limit(units)
                .forEach(i -> rounded[i] = rounded[i].add(unit));
    }
}
