package dev.touchline.cli.lift;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers for programs (12 digits) and for people (few). */
final class Figures {
    private static final MathContext DIGITS = new MathContext(12);

    private Figures() {}

    /** Twelve significant digits, with an exponent if it is very small or large; empty if it is not a number. */
    static String exact(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "";
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        double size = Math.abs(value);
        return size == 0 || size >= 1e-6 && size < 1e15 ? rounded.toPlainString() : rounded.toString();
    }

    static String count(long value) {
        return String.format("%,d", value);
    }

    static String amount(double value) {
        return Double.isNaN(value) ? "-" : String.format("%,.2f", value);
    }

    static String percent(double part) {
        return Double.isNaN(part) ? "-" : String.format("%.1f %%", part * 100);
    }

    static String times(double ratio) {
        return Double.isNaN(ratio) || Double.isInfinite(ratio) ? "-" : String.format("%.2f times", ratio);
    }

    static String probability(double p) {
        return p < 0.0001 ? "< 0.0001" : String.format("%.4f", p);
    }
}
