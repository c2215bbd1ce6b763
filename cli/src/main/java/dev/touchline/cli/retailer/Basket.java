package dev.touchline.cli.retailer;

import java.util.ArrayList;
import java.util.List;

/** What is bought at once, and what of it is expected to stand after refunds. */
final class Basket {
    /** Shares of baskets with one, two and three lines. */
    private static final double[] LINES = {0.6, 0.3, 0.1};
    /** Shares of the discounts 0 %, 10 % and 20 %. */
    private static final double[] DISCOUNTS = {0.5, 0.3, 0.2};

    private static final double TWO_ITEMS = 0.1;
    private static final double COST_SHARE = 0.45;

    static final double REFUNDED = 0.12;
    static final double FULLY = 0.6;

    private Basket() {}

    /** Draws a basket of {@code brand}; with a last line of {@code second} unless that is empty. */
    static List<BasketLine> draw(BrandPlan brand, String second, boolean online, Chance chance) {
        int count = 1 + chance.weighted(LINES);
        List<BasketLine> lines = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            lines.add(line(number, brand, online, chance));
        }
        if (!second.isEmpty()) {
            lines.add(line(count + 1, BrandPlan.of(second), online, chance));
        }
        return lines;
    }

    private static BasketLine line(int number, BrandPlan brand, boolean online, Chance chance) {
        int product = chance.below(brand.prices().length);
        int quantity = chance.happens(TWO_ITEMS) ? 2 : 1;
        long list = (long) brand.prices()[product] * quantity;
        long paid = list / 10 * (10 - chance.weighted(DISCOUNTS));
        return new BasketLine(
                number,
                brand.key(),
                brand.key() + "-" + (100 + product),
                brand.categories().get(product % brand.categories().size()),
                online && chance.happens(0.15) ? "online-only" : "regular",
                quantity,
                paid,
                Math.round(list * COST_SHARE));
    }

    /** Mean amount of a line. */
    static double expectedLineFen(BrandPlan brand) {
        return brand.meanPrice() * (1 + TWO_ITEMS) * (DISCOUNTS[0] + 0.9 * DISCOUNTS[1] + 0.8 * DISCOUNTS[2]);
    }

    /** Mean net of an order of one brand: its lines less full refunds and less refunds of half its first line. */
    static double expectedNetFen(BrandPlan brand) {
        double line = expectedLineFen(brand);
        double basket = line * (LINES[0] + 2 * LINES[1] + 3 * LINES[2]);
        return basket - REFUNDED * (FULLY * basket + (1 - FULLY) * line / 2);
    }

    /** A line; amounts in fen. */
    record BasketLine(
            int number,
            String brand,
            String sku,
            String category,
            String goodsClass,
            int quantity,
            long paid,
            long cost) {}
}
