package dev.touchline.report.ledger;

import java.time.LocalDate;

/**
 * What one document does to somebody's performance.
 *
 * @param day the day of its leaf: the order's; while the order is missing, the refund's
 * @param part 0: the order; else a refund's matched (odd) or unmatched (even) part; from a million on, of the stages before the
 *     last
 * @param bookedDay the document's own business day
 * @param touched whether the entry has an eligible touch
 * @param away whether the buyer was away
 * @param owner whose performance it is
 */
record Booking(
        long saleId,
        String brand,
        LocalDate day,
        int part,
        LocalDate bookedDay,
        int salesChannel,
        String currency,
        boolean touched,
        boolean away,
        BookingOwner owner,
        long paid,
        long refunded,
        long unmatched) {

    /** Whether orders are counted by it. */
    boolean order() {
        return part == 0;
    }
}
