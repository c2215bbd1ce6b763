package dev.touchline.report.ledger;

import dev.touchline.attribution.v1.Performance;

/**
 * Whose performance an amount is; all empty: the house's.
 *
 * @param decided false: it was told by an attribution-svc that keeps no performance ledger
 * @param assisting cloud guide who assisted; empty: none
 */
record BookingOwner(boolean decided, String store, String guide, String partner, String assisting) {

    private static final BookingOwner UNDECIDED = new BookingOwner(false, "", "", "", "");

    static BookingOwner of(boolean told, Performance performance) {
        return told
                ? new BookingOwner(
                        true,
                        performance.getStore(),
                        performance.getGuide(),
                        performance.getPartner(),
                        performance.getAssistingGuide())
                : UNDECIDED;
    }
}
