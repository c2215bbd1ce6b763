package dev.touchline.attribution.fold;

/**
 * The money of one sale and brand, in minor units.
 *
 * @param paid paid for the brand's lines
 * @param refunded refunded and matched, 0 to paid
 * @param unmatchedRefund refunded beyond what was paid, or without an order; organic − this, in addition to net
 * @param items items bought less returned, not negative
 * @param cost cost of the goods that stand; null: unknown
 */
public record Amounts(long paid, long refunded, long unmatchedRefund, int items, Long cost) {
    static final Amounts NOTHING = new Amounts(0, 0, 0, 0, null);

    /** 净额: paid − refunded, 0 to paid. */
    public long net() {
        return paid - refunded;
    }
}
