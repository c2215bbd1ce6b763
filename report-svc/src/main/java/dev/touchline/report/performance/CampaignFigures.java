package dev.touchline.report.performance;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.text.NaturalOrder;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;

/**
 * One campaign in one currency: people, and the touched and the credited measure side by side.
 *
 * @param brand empty: the group
 * @param currency empty: no order
 * @param people empty: not for the caller
 * @param touchedOrders orders with an eligible touch, one for each brand of an order; not additive over campaigns
 * @param touchedNet their net in minor units; not additive over campaigns
 * @param creditedOrders sum of the shares, exact to 12 places; additive
 * @param creditedNet minor units; additive
 */
public record CampaignFigures(
        String campaign,
        String name,
        String brand,
        String currency,
        Optional<People> people,
        long touchedOrders,
        long touchedNet,
        BigDecimal creditedOrders,
        long creditedNet) {

    /** By campaign key, naturally, then by currency. */
    static final Comparator<CampaignFigures> ORDER = Comparator.comparing(
                    CampaignFigures::campaign, NaturalOrder.INSTANCE)
            .thenComparing(CampaignFigures::currency);

    /** Distinct persons, by how far a touch of the campaign came, and those held out. */
    public record People(long targeted, long executed, long reached, long responded, long control) {}

    /** The same without people, unless the caller sees the whole campaign: its brand's, or the group's, in all stores. */
    CampaignFigures shownTo(Caller caller) {
        // Whole numbers of persons cannot be told by store: a person is targeted before it is known where it buys.
        boolean whole = caller.covers("", brand);
        return whole
                ? this
                : new CampaignFigures(
                        campaign,
                        name,
                        brand,
                        currency,
                        Optional.empty(),
                        touchedOrders,
                        touchedNet,
                        creditedOrders,
                        creditedNet);
    }

    /** Credited orders with up to 12 places and no trailing zeros, e.g. "46.333333333333". */
    public String creditedOrdersText() {
        return creditedOrders.signum() == 0
                ? "0"
                : creditedOrders.stripTrailingZeros().toPlainString();
    }
}
