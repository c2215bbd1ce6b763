package dev.touchline.report.performance;

import dev.touchline.kit.text.NaturalOrder;
import java.util.Comparator;

/**
 * The performance of one node with its place in the tree of the organisation. A node is the sum of those one level below it
 * on the same path.
 *
 * @param level 1: brand, 2: region and what has none, 3: store, partner, guide without a store, 4: guide of a store
 * @param brand empty where regions of all brands are shown beside each other
 * @param branch the node of level 2 that it is or is below; BRAND at level 1
 * @param region of its branch; empty: none
 * @param child the store, partner or guide of level 3 that it is or is below; empty: it is above
 */
record TreeFigures(int level, String brand, OwnerNode branch, String region, String child, OwnerFigures figures) {

    /** Every node before its children. */
    static final Comparator<TreeFigures> ORDER = Comparator.comparing(TreeFigures::brand, NaturalOrder.INSTANCE)
            .thenComparing(tree -> Math.min(tree.level(), 2))
            .thenComparing(TreeFigures::place)
            .thenComparing(TreeFigures::region, NaturalOrder.INSTANCE)
            .thenComparing(TreeFigures::child, NaturalOrder.INSTANCE)
            .thenComparing(TreeFigures::level)
            .thenComparing(TreeFigures::figures, OwnerFigures.ORDER);

    /** Regions before what has none, as in the contract for the rest. */
    private int place() {
        return switch (branch) {
            case REGION -> -2;
            case NO_REGION -> -1;
            case STORE, GUIDE, NO_GUIDE, NO_STORE, PARTNER, NO_PARTNER, HOUSE, UNDECIDED, BRAND, PARTNER_KIND ->
                branch.ordinal();
        };
    }
}
