package dev.touchline.models.journey;

/**
 * What each touchpoint earned, by its number. Both kinds add up to what was taken in, up to the rounding of doubles.
 *
 * @param conversions credited conversions
 * @param value credited value
 * @param effects removal effects; null for models that have none
 */
public record Credits(double[] conversions, double[] value, RemovalEffects effects) {
    /** Credits of a model without removal effects. */
    static Credits of(Sums conversions, Sums value, int touchpoints) {
        return new Credits(conversions.values(touchpoints), value.values(touchpoints), null);
    }
}
