package dev.touchline.cli.lift;

import java.util.Currency;

/** Minor units of a currency, also fractions of them, as people and files read them: in major units. */
final class MajorUnits {
    private final int decimals;
    private final double scale;

    MajorUnits(String currency) {
        this.decimals = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        this.scale = Math.pow(10, decimals);
    }

    /** For programs: twelve digits. */
    String exact(double minor) {
        return Figures.exact(minor / scale);
    }

    /** For people: the currency's decimals. */
    String amount(double minor) {
        return Double.isNaN(minor) ? "-" : String.format("%,." + decimals + "f", minor / scale);
    }
}
