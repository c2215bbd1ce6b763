package dev.touchline.cli.retailer;

import dev.touchline.cli.retailer.Basket.BasketLine;
import java.time.Duration;
import java.util.List;

/** Draws the refunds of an order: full, of half its first line, and now and then more than was paid. */
final class RefundStory {
    private static final double TWICE = 0.03;
    private static final Duration SOONEST = Duration.ofHours(20);
    private static final Duration LATEST = Duration.ofDays(30);

    private RefundStory() {}

    /** Maybe refunds an order, maybe more than once. */
    static void draw(Sale order, List<Sale> documents, Chance chance) {
        if (drawWithin(order, documents, chance) > 0 && chance.happens(TWICE)) {
            documents.add(refund(order, "-R2", order.lines, chance));
        }
    }

    /** Maybe refunds an order, never more than was paid; the amount in fen. */
    static long drawWithin(Sale order, List<Sale> documents, Chance chance) {
        if (!chance.happens(Basket.REFUNDED)) {
            return 0;
        }
        List<BasketLine> lines = order.lines;
        if (!chance.happens(Basket.FULLY)) {
            BasketLine first = lines.get(0);
            lines = List.of(new BasketLine(
                    first.number(),
                    first.brand(),
                    first.sku(),
                    first.category(),
                    first.goodsClass(),
                    0,
                    first.paid() / 2,
                    0));
        }
        Sale refund = refund(order, "-R1", lines, chance);
        documents.add(refund);
        return refund.total();
    }

    private static Sale refund(Sale order, String suffix, List<BasketLine> lines, Chance chance) {
        Sale refund = new Sale(
                order.source, "refund", order.number + suffix, chance.after(order.occurred, SOONEST, LATEST), lines);
        refund.refundOf = order.number;
        refund.store = order.store;
        return refund;
    }
}
