package dev.touchline.attribution.fold;

import java.time.Instant;
import java.util.List;

/**
 * Money given back.
 *
 * @param store store that refunded; empty: online
 */
public record Refund(DocumentKey key, Instant occurredAt, String currency, String store, List<Line> lines) {
    /**
     * What was given back for one line of the order.
     *
     * @param number number of the order's line
     * @param brand brand as the refund states it; empty: the order line's
     * @param amount minor units, not negative
     */
    public record Line(int number, String brand, int quantity, long amount) {}
}
