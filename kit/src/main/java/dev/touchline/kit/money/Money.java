package dev.touchline.kit.money;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * An amount in minor units (fen, cents) of a currency: never a float, never a fraction of the minor unit.
 *
 * @param minorUnits the amount; may be negative
 * @param currency ISO 4217
 */
public record Money(long minorUnits, Currency currency) {
    /** An amount of the currency with that ISO 4217 code; IllegalArgumentException if there is none. */
    public static Money of(long minorUnits, String currencyCode) {
        return new Money(minorUnits, Currency.getInstance(currencyCode));
    }

    /**
     * Reads an amount in major units, e.g. "12.5" as 1250 fen.
     *
     * @throws ArithmeticException if it has more decimals than the currency, or does not fit
     * @throws NumberFormatException if it is not a decimal number
     */
    public static Money ofMajor(String amount, String currencyCode) {
        Currency currency = Currency.getInstance(currencyCode);
        BigDecimal minor = new BigDecimal(amount.strip()).movePointRight(decimals(currency));
        return new Money(minor.longValueExact(), currency);
    }

    /** The sum; ArithmeticException if it does not fit, IllegalArgumentException if currencies differ. */
    public Money plus(Money other) {
        return new Money(Math.addExact(minorUnits, sameCurrency(other).minorUnits), currency);
    }

    /** The difference; fails as {@link #plus} does. */
    public Money minus(Money other) {
        return new Money(Math.subtractExact(minorUnits, sameCurrency(other).minorUnits), currency);
    }

    /** In major units with the currency's decimals and a point, e.g. "-33.33"; for files and tables. */
    public String toMajor() {
        return BigDecimal.valueOf(minorUnits, decimals(currency)).toPlainString();
    }

    @Override
    public String toString() {
        return toMajor() + " " + currency.getCurrencyCode();
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("currency: " + other.currency + " (expected: " + currency + ")");
        }
        return other;
    }

    private static int decimals(Currency currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
    }
}
