package dev.touchline.report.performance;

/** Kinds of node of the performance ledger, named and ordered as in the contract. */
enum OwnerNode {
    STORE,
    GUIDE,
    NO_GUIDE,
    NO_STORE,
    PARTNER,
    NO_PARTNER,
    HOUSE,
    UNDECIDED,
    BRAND,
    REGION,
    NO_REGION,
    PARTNER_KIND
}
