package dev.touchline.attribution.fold;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * On which of a person's orders each coupon was redeemed. The touch's own record decides; without one, the first order
 * by (paid_at, key) that lists the coupon. A coupon redeemed twice counts once, and never at or after its expiry;
 * somebody else's order redeems nothing of this person.
 */
public record Redemptions(Map<String, DocumentKey> firstOrderByCoupon) {
    /** The redemptions of a person's sales. */
    public static Redemptions of(List<Sale> sales) {
        Map<String, DocumentKey> first = new HashMap<>();
        sales.stream()
                .filter(sale -> sale.order() != null && !sale.twin())
                .sorted(Comparator.comparing((Sale sale) -> sale.order().paidAt())
                        .thenComparing(Sale::key))
                .forEach(sale -> sale.order().coupons().forEach(coupon -> first.putIfAbsent(coupon, sale.key())));
        return new Redemptions(first);
    }

    /** Whether the touch's coupon was redeemed on that sale, which has an order. */
    public boolean redeemedOn(Touch touch, Sale sale) {
        if (touch.channel() != Channel.COUPON) {
            return false;
        }
        DocumentKey order = touch.redeemedOn() != null
                ? touch.redeemedOn()
                : touch.coupon().isEmpty() ? null : firstOrderByCoupon.get(touch.coupon());
        boolean expired = touch.expiresAt() != null && !sale.order().paidAt().isBefore(touch.expiresAt());
        return sale.named(order) && !expired;
    }
}
