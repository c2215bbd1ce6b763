package dev.touchline.report.publication;

/** What restatements are split by. */
enum RestatementSplit {
    /** Not split. */
    NONE,
    /** Campaign; organic is a row without a key. */
    CAMPAIGN,
    /** Whose performance it is. */
    STORE,
    /** Brand. */
    BRAND,
    /** Business day, or month. */
    DAY
}
