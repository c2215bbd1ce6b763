package dev.touchline.report.ledger;

/**
 * Whose performance an amount is; all empty: the house's.
 *
 * @param decided false: it was told by an attribution-svc that keeps no performance ledger
 * @param assisting cloud guide who assisted; empty: none
 */
record BookingOwner(boolean decided, String store, String guide, String partner, String assisting) {

    static final BookingOwner UNDECIDED = new BookingOwner(false, "", "", "", "");
}
