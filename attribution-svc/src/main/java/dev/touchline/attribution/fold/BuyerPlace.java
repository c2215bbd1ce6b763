package dev.touchline.attribution.fold;

/** Where the buyer of an order was. */
public enum BuyerPlace {
    /** The document does not say. */
    UNKNOWN,
    /** In the store. */
    IN_STORE,
    /** Away. */
    AWAY
}
