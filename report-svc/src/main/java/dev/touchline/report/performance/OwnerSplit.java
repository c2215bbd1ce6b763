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
    BRAND
}
