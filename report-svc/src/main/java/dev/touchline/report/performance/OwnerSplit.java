package dev.touchline.report.performance;

/** What performance is split by. */
enum OwnerSplit {
    /** Store; guides without a store, partners and the house are rows beside them. */
    STORE,
    /** Guide and store. */
    GUIDE,
    /** Partner; everybody else is one row. */
    PARTNER,
    /** Brand. */
    BRAND,
    /** Region; stores without one, guides without a store, partners and the house are rows beside them. */
    REGION,
    /** The organisation as a tree: brand, region, store, guide, with what has none of them. */
    TREE,
    /** What partners do; everybody else is one row. */
    PARTNER_KIND;

    /** Whether regions matter. */
    boolean placed() {
        return this == REGION || this == TREE;
    }
}
