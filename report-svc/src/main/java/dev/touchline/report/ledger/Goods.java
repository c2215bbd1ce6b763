package dev.touchline.report.ledger;

import java.time.LocalDate;

/**
 * What was sold of one category and goods class in one order and brand.
 *
 * @param goodsClass number in the contract; 0: unknown
 * @param day the order's
 * @param owner whose performance the net is
 * @param costedNet net of the lines whose cost is known
 * @param cost cost of their goods
 */
record Goods(
        long saleId,
        String brand,
        String category,
        int goodsClass,
        LocalDate day,
        int salesChannel,
        String currency,
        BookingOwner owner,
        long paid,
        long refunded,
        int items,
        long costedNet,
        long cost) {}
