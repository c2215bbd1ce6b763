package dev.touchline.attribution.fold;

/**
 * What one model gives a touch.
 *
 * @param amount minor units, 0 to the net of the entry
 * @param share parts of {@link Shares#WHOLE}, above 0
 */
public record ModelCredit(Model model, long amount, long share) {}
