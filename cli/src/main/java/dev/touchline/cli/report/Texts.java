package dev.touchline.cli.report;

import java.math.BigDecimal;
import java.util.Currency;

/** Numbers and amounts as people read them. */
public final class Texts {
    private static final int DEFAULT_DIGITS = 2;

    private Texts() {}

    /** A count with separators: 1,234. */
    public static String count(long value) {
        return String.format("%,d", value);
    }

    /** An amount in major units with separators and the currency's decimals: 1,234.50. */
    public static String amount(long minorUnits, String currencyCode) {
        int digits = digits(currencyCode);
        return String.format("%,." + digits + "f", BigDecimal.valueOf(minorUnits, digits));
    }

    /** A share in percent with one decimal; a dash if there is nothing to share. */
    public static String percent(long part, long whole) {
        return whole == 0 ? "-" : String.format("%.1f %%", 100.0 * part / whole);
    }

    /** A decimal number, shortened to two places. */
    public static String decimal(String number) {
        return number.isEmpty() ? "0.00" : String.format("%,.2f", new BigDecimal(number));
    }

    private static int digits(String currencyCode) {
        try {
            return Math.max(0, Currency.getInstance(currencyCode).getDefaultFractionDigits());
        } catch (IllegalArgumentException e) {
            return DEFAULT_DIGITS;
        }
    }
}
