package dev.touchline.cli.retailer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What each campaign really caused, written down while it is generated: an order more with a known probability for every
 * treated member who was reached. What the measures say can be compared with it.
 */
public final class Truth {
    private final Map<String, Counter> campaigns = new LinkedHashMap<>();

    /** The truth about these campaigns, of which nothing has happened yet. */
    Truth(List<CampaignPlan> plans) {
        plans.forEach(plan -> campaigns.put(plan.key(), new Counter()));
    }

    void assigned(CampaignPlan plan, boolean treated) {
        Counter counter = of(plan);
        counter.treated += treated ? 1 : 0;
        counter.control += treated ? 0 : 1;
    }

    void reached(CampaignPlan plan, String brand) {
        Counter counter = of(plan);
        counter.reached++;
        counter.expectedFen += plan.effect() * Basket.expectedNetFen(BrandPlan.of(brand));
    }

    void caused(CampaignPlan plan, long netFen) {
        Counter counter = of(plan);
        counter.causedOrders++;
        counter.causedFen += netFen;
    }

    private Counter of(CampaignPlan plan) {
        return campaigns.get(plan.key());
    }

    /** One row for each campaign, in the order of the calendar. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        campaigns.forEach((campaign, c) -> rows.add(new Row(
                campaign, c.treated, c.control, c.reached, Math.round(c.expectedFen), c.causedOrders, c.causedFen)));
        return rows;
    }

    private static final class Counter {
        private long treated;
        private long control;
        private long reached;
        private double expectedFen;
        private long causedOrders;
        private long causedFen;
    }

    /**
     * The truth about one campaign.
     *
     * @param treated members assigned to be touched
     * @param control members held out
     * @param reached treated members who were reached
     * @param expectedFen expected incremental net: reached times probability times mean net of an order
     * @param causedOrders orders that it caused this time
     * @param causedFen their net, after refunds
     */
    public record Row(
            String campaign,
            long treated,
            long control,
            long reached,
            long expectedFen,
            long causedOrders,
            long causedFen) {
        /** Expected incremental net per treated member, in fen; 0 if nobody was treated. */
        public long expectedFenPerTreated() {
            return treated == 0 ? 0 : Math.round((double) expectedFen / treated);
        }
    }
}
