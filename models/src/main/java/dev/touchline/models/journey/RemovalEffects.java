package dev.touchline.models.journey;

/**
 * The part of all conversions, and of all value, that is lost when a touchpoint is taken out, by its number: 0 to 1.
 *
 * @param conversions lost conversions ÷ conversions
 * @param value lost value ÷ value
 */
public record RemovalEffects(double[] conversions, double[] value) {
    /** Gives {@code total} out in proportion to {@code effects}; all 0 if there is nothing to give or no effect. */
    static double[] split(double[] effects, double total) {
        double sum = 0;
        for (double effect : effects) {
            sum += effect;
        }
        double[] shares = new double[effects.length];
        for (int i = 0; i < shares.length && sum > 0; i++) {
            shares[i] = effects[i] / sum * total;
        }
        return shares;
    }
}
