package dev.touchline.report.performance;

import dev.touchline.kit.text.NaturalOrder;
import java.util.Comparator;

/**
 * The performance of one node of the organisation in one currency, in minor units.
 *
 * @param key store, guide, partner, brand or region, or a kind of partner; empty where the node has none
 * @param kind by partner and by kind, and of single partners of the tree: DISTRIBUTOR, CPS or SHARER as the partner is known
 *     now; empty: not known, or no partner
 * @param store by guide: the store that has it with them; else empty
 * @param orders each once in a node
 * @param empowered net of the entries with an eligible touch
 * @param assisted net of the entries in which a cloud guide assisted
 * @param unmatched refunds that nothing was left to take from; to be deducted from net
 * @param offStore net whose buyer was away
 */
record OwnerFigures(
        OwnerNode node,
        String key,
        String kind,
        String store,
        String currency,
        long orders,
        long paid,
        long refunded,
        long empowered,
        long assisted,
        long unmatched,
        long offStore) {

    /** By node, then by key and store, naturally, then by currency. */
    static final Comparator<OwnerFigures> ORDER = Comparator.comparing(OwnerFigures::node)
            .thenComparing(OwnerFigures::key, NaturalOrder.INSTANCE)
            .thenComparing(OwnerFigures::store, NaturalOrder.INSTANCE)
            .thenComparing(OwnerFigures::currency);

    long net() {
        return paid - refunded;
    }
}
