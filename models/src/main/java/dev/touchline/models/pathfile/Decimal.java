package dev.touchline.models.pathfile;

import java.math.BigDecimal;

/** Reads a number of 0 or more exactly. Up to twelve digits and six decimals, as nearly all are, cost no object. */
final class Decimal {
    /** The largest number that is taken. */
    static final BigDecimal MOST = BigDecimal.TEN.pow(12);
    /** What is expected, for messages. */
    static final String EXPECTED = "a number from 0 to 1,000,000,000,000";

    static final int MICRO_DECIMALS = 6;

    private static final int MOST_DIGITS = 18;
    private static final int MOST_CHARACTERS = 40;
    private static final int MOST_SCALE = 30;
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

    private long micros;
    private BigDecimal other;

    /** Takes the text; false if it is no such number. */
    boolean read(char[] text, int begin, int length) {
        long digits = 0;
        int seen = 0;
        int decimals = -1;
        for (int i = begin; i < begin + length; i++) {
            int digit = text[i] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = 10 * digits + digit;
                seen++;
                decimals += decimals >= 0 ? 1 : 0;
            } else if (text[i] == '.' && decimals < 0) {
                decimals = 0;
            } else {
                return readOther(new String(text, begin, length));
            }
            if (seen > MOST_DIGITS || decimals > MICRO_DECIMALS) {
                return readOther(new String(text, begin, length));
            }
        }
        int whole = seen - Math.max(decimals, 0);
        if (seen == 0 || whole > MOST_DIGITS - MICRO_DECIMALS) {
            return readOther(new String(text, begin, length));
        }
        micros = digits * POWERS[MICRO_DECIMALS - Math.max(decimals, 0)];
        other = null;
        return true;
    }

    private boolean readOther(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.length() > MOST_CHARACTERS) {
            return false;
        }
        try {
            BigDecimal number = new BigDecimal(trimmed);
            if (number.scale() > MOST_SCALE || number.scale() < -MOST_SCALE) {
                return false;
            }
            other = number;
            micros = 0;
            return number.signum() >= 0 && number.compareTo(MOST) <= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    void zero() {
        micros = 0;
        other = null;
    }

    boolean isZero() {
        return micros == 0 && (other == null || other.signum() == 0);
    }

    double value() {
        return other == null ? micros / 1e6 : other.doubleValue();
    }

    /** In millionths, where that is exact; else 0 and {@link #other} is set. */
    long micros() {
        return micros;
    }

    /** The number where millionths do not hold it; else null. */
    BigDecimal other() {
        return other;
    }
}
