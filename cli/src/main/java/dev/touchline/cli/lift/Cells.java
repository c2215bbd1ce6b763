package dev.touchline.cli.lift;

import dev.touchline.lift.TrialBuilder;
import java.util.Locale;
import java.util.Set;

/** What a cell says. Whatever is not clearly meant is refused with what was expected. */
final class Cells {
    private static final double MOST = TrialBuilder.MAX_SIZE;
    private static final Set<String> YES = Set.of("true", "yes", "y", "是");
    private static final Set<String> NO = Set.of("", "false", "no", "n", "否");

    private Cells() {}

    /** A decimal number with a point: 12, -0.5, 1.2e3; no separators, no NaN. */
    static double decimal(String text) throws BadValue {
        boolean digits = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            digits |= c >= '0' && c <= '9';
            if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
                throw new BadValue(text + " (expected: a decimal number with a point, e.g. 1234.50)");
            }
        }
        try {
            if (digits) {
                return bounded(text, Double.parseDouble(text));
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        String got = text.isEmpty() ? "empty" : text;
        throw new BadValue(got + " (expected: a decimal number with a point, e.g. 1234.50)");
    }

    private static double bounded(String text, double value) throws BadValue {
        if (Math.abs(value) > MOST) {
            throw new BadValue(text + " (expected: between -1e15 and 1e15)");
        }
        return value;
    }

    /** Whether somebody was touched: true/false, yes/no, 是/否, or how often; empty is no. */
    static boolean yes(String text) throws BadValue {
        String word = text.toLowerCase(Locale.ROOT);
        if (YES.contains(word)) {
            return true;
        }
        if (NO.contains(word)) {
            return false;
        }
        try {
            return decimal(text) > 0;
        } catch (BadValue e) {
            throw new BadValue(text + " (expected: true, false, yes, no, 是, 否, a number or nothing)");
        }
    }

    /** A cell that cannot be used. */
    static final class BadValue extends Exception {
        private static final long serialVersionUID = 1L;

        BadValue(String message) {
            super(message);
        }
    }
}
