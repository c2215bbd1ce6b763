package dev.touchline.report.ledger;

import java.time.LocalDate;

/**
 * A place of the published numbers: what is added up and kept apart.
 *
 * @param day the order's business day; while it is missing, the refund's
 * @param bookedDay the document's own business day
 * @param ledger 1: campaigns, 2: performance
 * @param channel of the credited touch; 0 for what belongs to the whole campaign, and in the performance ledger
 * @param campaign empty: organic, and in the performance ledger
 * @param store in ledger 1 the sale's, in ledger 2 whose performance it is
 */
record Cell(
        LocalDate day,
        LocalDate bookedDay,
        int ledger,
        int channel,
        String brand,
        String currency,
        String campaign,
        String store,
        String guide,
        String partner) {

    static final int CAMPAIGNS = 1;
    static final int PERFORMANCE = 2;
}
