package dev.touchline.report.ledger;

import java.time.LocalDate;

/**
 * The money of one sale and brand; while the order is missing, of one business day of its refunds.
 *
 * @param store store of the sale; empty: none, or not known while the order is missing
 * @param day business day of the order's payment; without an order: of the refunds
 * @param salesChannel number in the contract; 0: unknown
 * @param hasOrder whether it counts as an order
 * @param organic net that no touch has a part in
 * @param unmatched refunds beyond what was paid, in addition to net
 */
record Leaf(
        long saleId,
        String brand,
        String store,
        String currency,
        LocalDate day,
        int salesChannel,
        boolean hasOrder,
        long paid,
        long refunded,
        long net,
        long organic,
        long unmatched) {}
