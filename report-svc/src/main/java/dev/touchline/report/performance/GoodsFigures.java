package dev.touchline.report.performance;

import dev.touchline.kit.text.NaturalOrder;
import java.util.Comparator;

/**
 * What was sold in one store, category, goods class or brand, in one currency, in minor units.
 *
 * @param node by store: kind of node; else {@code NONE}
 * @param onlineOnly net of online-only goods
 * @param costed net of the goods whose cost is known
 * @param cost their cost
 */
record GoodsFigures(
        String node,
        String key,
        String currency,
        long items,
        long paid,
        long refunded,
        long onlineOnly,
        long costed,
        long cost) {

    /** Where no node is meant. */
    static final String NO_NODE = "NONE";

    /** By node, then by key, naturally, then by currency. */
    static final Comparator<GoodsFigures> ORDER = Comparator.comparingInt(GoodsFigures::rank)
            .thenComparing(GoodsFigures::key, NaturalOrder.INSTANCE)
            .thenComparing(GoodsFigures::currency);

    long net() {
        return paid - refunded;
    }

    long margin() {
        return costed - cost;
    }

    private int rank() {
        return node.equals(NO_NODE) ? 0 : OwnerNode.valueOf(node).ordinal();
    }
}
