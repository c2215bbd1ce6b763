package dev.touchline.report.performance;

import dev.touchline.kit.text.NaturalOrder;
import java.util.Comparator;

/**
 * One line of money, in minor units.
 *
 * @param key value of what it is split by; empty: everything, or nothing known
 * @param currency ISO 4217
 * @param orders sales with an order, each once
 * @param refunded matched refunds
 * @param empoweredOrders orders with an eligible touch, each once
 * @param empoweredNet net of the entries with an eligible touch
 * @param credited what the model gives to touches
 * @param organic net that no touch has a part in
 * @param unmatched refunds beyond what was paid; to be deducted from organic
 */
public record Measures(
        String key,
        String currency,
        long orders,
        long paid,
        long refunded,
        long net,
        long empoweredOrders,
        long empoweredNet,
        long credited,
        long organic,
        long unmatched) {

    /** By key, naturally, then by currency. */
    static final Comparator<Measures> ORDER =
            Comparator.comparing(Measures::key, NaturalOrder.INSTANCE).thenComparing(Measures::currency);

    Measures withKey(String other) {
        return new Measures(
                other,
                currency,
                orders,
                paid,
                refunded,
                net,
                empoweredOrders,
                empoweredNet,
                credited,
                organic,
                unmatched);
    }
}
