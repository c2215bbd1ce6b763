package dev.touchline.attribution.fold;

import dev.touchline.kit.money.LargestRemainder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One brand of a sale with its refunds matched: in (occurred_at, key) order each refund takes what is left of the line it
 * names, and what exceeds that (or names no line, or has no order) is unmatched.
 */
final class BrandBook {
    /** What a refund took from this brand, and what it could not take. */
    record Match(Refund refund, long matched, long unmatched) {}

    private final List<OpenLine> lines = new ArrayList<>();
    private final List<Match> matches = new ArrayList<>();

    /** The sale by brand. A refund that names neither brand nor known line is booked under the empty brand. */
    static SortedMap<String, BrandBook> of(Sale sale) {
        SortedMap<String, BrandBook> books = new TreeMap<>();
        TreeMap<Integer, OpenLine> byNumber = new TreeMap<>();
        if (sale.order() != null) {
            for (Order.Line line : sale.order().lines()) {
                OpenLine open = new OpenLine(line);
                byNumber.putIfAbsent(line.number(), open);
                books.computeIfAbsent(line.brand(), brand -> new BrandBook())
                        .lines
                        .add(open);
            }
        }
        sale.refunds().forEach(refund -> match(refund, byNumber, books));
        return books;
    }

    private static void match(Refund refund, TreeMap<Integer, OpenLine> lines, SortedMap<String, BrandBook> books) {
        SortedMap<String, Match> byBrand = new TreeMap<>();
        for (Refund.Line line : refund.lines()) {
            OpenLine open = lines.get(line.number());
            long matched = open == null ? 0 : open.take(line);
            String brand = open == null ? line.brand() : open.line.brand();
            byBrand.merge(
                    brand,
                    new Match(refund, matched, line.amount() - matched),
                    (a, b) -> new Match(refund, a.matched + b.matched, a.unmatched + b.unmatched));
        }
        byBrand.forEach((brand, match) ->
                books.computeIfAbsent(brand, b -> new BrandBook()).matches.add(match));
    }

    List<Match> matches() {
        return matches;
    }

    long paid() {
        return lines.stream().mapToLong(open -> open.line.paid()).sum();
    }

    Amounts amounts() {
        return new Amounts(
                paid(),
                matches.stream().mapToLong(Match::matched).sum(),
                matches.stream().mapToLong(Match::unmatched).sum(),
                lines.stream().mapToInt(open -> open.items).sum(),
                cost());
    }

    /** What was sold, by category and goods class. */
    List<GoodsPart> goods() {
        SortedMap<String, GoodsPart> parts = new TreeMap<>();
        for (OpenLine open : lines) {
            GoodsPart part = open.goods();
            parts.merge(part.goodsClass().ordinal() + part.category(), part, GoodsPart::plus);
        }
        return List.copyOf(parts.values());
    }

    private Long cost() {
        if (lines.isEmpty() || lines.stream().anyMatch(open -> open.line.cost() == null)) {
            return null;
        }
        return lines.stream().mapToLong(OpenLine::standingCost).sum();
    }

    /** An order line and what refunds have left of it. */
    private static final class OpenLine {
        private final Order.Line line;
        private long money;
        private int items;

        OpenLine(Order.Line line) {
            this.line = line;
            this.money = line.paid();
            this.items = line.quantity();
        }

        long take(Refund.Line refund) {
            long matched = Math.min(money, refund.amount());
            money -= matched;
            items -= Math.min(items, refund.quantity());
            return matched;
        }

        GoodsPart goods() {
            boolean costed = line.cost() != null;
            return new GoodsPart(
                    line.category(),
                    line.goodsClass(),
                    line.paid(),
                    line.paid() - money,
                    items,
                    costed ? money : 0,
                    costed ? standingCost() : 0);
        }

        /** The cost of the items that were kept; a refund of money alone returns no goods. */
        long standingCost() {
            int returned = line.quantity() - items;
            return returned == 0 ? line.cost() : LargestRemainder.split(line.cost(), new long[] {items, returned})[0];
        }
    }
}
