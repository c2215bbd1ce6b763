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
 * @param buyer where the buyer was, as the document says
 * @param shippingStore store that ships; empty: a warehouse or nobody
 * @param roles who had a hand in it
 */
public record Order(
        Instant paidAt,
        String currency,
        SalesChannel channel,
        String store,
        List<Line> lines,
        Set<String> coupons,
        BuyerPlace buyer,
        String shippingStore,
        Roles roles) {
    /** An order of which nobody says who had a hand in it. */
    public Order(
            Instant paidAt,
            String currency,
            SalesChannel channel,
            String store,
            List<Line> lines,
            Set<String> coupons) {
        this(paidAt, currency, channel, store, lines, coupons, BuyerPlace.UNKNOWN, "", Roles.NOBODY);
    }

    /** Where the buyer was: who is not said to be elsewhere is in the store at a till, and away in every other channel. */
    public BuyerPlace buyerWas() {
        if (buyer != BuyerPlace.UNKNOWN) {
            return buyer;
        }
        return channel == SalesChannel.STORE ? BuyerPlace.IN_STORE : BuyerPlace.AWAY;
    }

    /**
     * One line of an order.
     *
     * @param paid minor units after discounts, not negative
     * @param cost cost of its goods in minor units; null: unknown
     * @param category category of its goods; empty: unknown
     */
    public record Line(
            int number, String brand, int quantity, long paid, Long cost, String category, GoodsClass goodsClass) {
        /** A line of goods that nobody describes. */
        public Line(int number, String brand, int quantity, long paid, Long cost) {
            this(number, brand, quantity, paid, cost, "", GoodsClass.UNKNOWN);
        }
    }
}
