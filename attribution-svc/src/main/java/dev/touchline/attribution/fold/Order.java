package dev.touchline.attribution.fold;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A paid order.
 *
 * @param paidAt payment; of a presale the final one
 * @param store store that sold; empty: none
 * @param coupons ids of the coupons that were redeemed on it
 * @param buyerInStore whether the document says that the buyer was in the store
 * @param roles who had a hand in it
 */
public record Order(
        Instant paidAt,
        String currency,
        SalesChannel channel,
        String store,
        List<Line> lines,
        Set<String> coupons,
        boolean buyerInStore,
        Roles roles) {
    /** An order of which nobody says who had a hand in it. */
    public Order(
            Instant paidAt,
            String currency,
            SalesChannel channel,
            String store,
            List<Line> lines,
            Set<String> coupons) {
        this(paidAt, currency, channel, store, lines, coupons, false, Roles.NOBODY);
    }

    /**
     * One line of an order.
     *
     * @param paid minor units after discounts, not negative
     * @param cost cost of its goods in minor units; null: unknown
     */
    public record Line(int number, String brand, int quantity, long paid, Long cost) {}
}
