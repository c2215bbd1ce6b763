package dev.touchline.report.performance;

/** What goods are split by. */
enum GoodsSplit {
    /** Store whose performance it is; guides without a store, partners and the house are rows beside them. */
    STORE,
    /** Category. */
    CATEGORY,
    /** Goods class. */
    GOODS_CLASS,
    /** Brand. */
    BRAND
}
