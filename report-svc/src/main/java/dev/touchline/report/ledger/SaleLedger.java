package dev.touchline.report.ledger;

import dev.touchline.report.batch.Versioned;
import java.util.List;
import java.util.Map;

/**
 * Everything that is known here of one sale.
 *
 * @param document external key; empty: the sale was withdrawn
 * @param refunds number of its refund documents
 * @param leaves one for each brand, or, without the order, for each brand and day of refunds; none: withdrawn
 * @param credits one for each brand and eligible touch
 * @param goods one for each brand, category and goods class of an order
 * @param bookings one for each brand and order or part of a refund; they add up to the leaves
 * @param cells the places of the published numbers that it fills
 * @param basis what it was made from
 */
record SaleLedger(
        long saleId,
        long version,
        String document,
        int refunds,
        List<Leaf> leaves,
        List<Credit> credits,
        List<Goods> goods,
        List<Booking> bookings,
        Map<Cell, Amounts> cells,
        Basis basis)
        implements Versioned {}
