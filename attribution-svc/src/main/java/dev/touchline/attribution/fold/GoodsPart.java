package dev.touchline.attribution.fold;

/**
 * The lines of one category and goods class of an entry, as refunds have left them, in minor units.
 *
 * @param refunded refunded and matched, 0 to paid
 * @param items items bought less returned
 * @param costedNet net of those lines whose cost is known
 * @param cost cost of the goods that stand, of those lines
 */
public record GoodsPart(
        String category, GoodsClass goodsClass, long paid, long refunded, int items, long costedNet, long cost) {

    GoodsPart plus(GoodsPart other) {
        return new GoodsPart(
                category,
                goodsClass,
                paid + other.paid,
                refunded + other.refunded,
                items + other.items,
                costedNet + other.costedNet,
                cost + other.cost);
    }
}
