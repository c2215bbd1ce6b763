package dev.touchline.attribution.fold;

/** Where a sale was made. No rule of the campaign ledger looks at it: a message today and a till tomorrow count. */
public enum SalesChannel {
    /** Unknown: the order has not arrived, or there is none. */
    UNKNOWN,
    /** At the till of a store. */
    STORE,
    /** In the brand's mini-program. */
    MINI_PROGRAM,
    /** On a marketplace. */
    MARKETPLACE,
    /** In the cloud store that a guide or store shares. */
    CLOUD_STORE,
    /** In a live room. */
    LIVE,
    /** In a community group purchase. */
    COMMUNITY,
    /** Through a distributor, a CPS provider or a sharer. */
    PARTNER,
    /** Anything else. */
    OTHER
}
