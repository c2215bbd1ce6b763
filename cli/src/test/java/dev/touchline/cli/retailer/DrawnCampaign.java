package dev.touchline.cli.retailer;

import dev.touchline.cli.retailer.Basket.BasketLine;
import dev.touchline.lift.Trial;
import dev.touchline.lift.TrialBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * A campaign of the generated retailer, drawn again and again: the members, baskets, refunds and the known effect are the
 * retailer's, without the documents around them. Amounts are fen.
 */
final class DrawnCampaign {
    /** Share of a year's orders that fall into 30 days of the high season, see {@link Sales#moment}. */
    static final double SEASON = 0.43 * 30 / 365 + 0.45 * 30 / 76;

    private static final double ACTIVE = 0.45;
    private static final double ACTIVE_ORDERS = 2.35;
    private static final double PASSIVE_ORDERS = 0.48;

    private final CampaignPlan plan;
    private final BrandPlan brand;

    DrawnCampaign(String key) {
        plan = CampaignCalendar.all().stream()
                .filter(campaign -> campaign.key().equals(key))
                .findFirst()
                .orElseThrow();
        brand = BrandPlan.of(plan.brand());
    }

    /** What the campaign causes for each treated member, on average: reached times probability times mean net. */
    double truth() {
        return plan.execution() * plan.effect() * Basket.expectedNetFen(brand);
    }

    /** A trial of members; the treated net of reached members is added to {@code touched}. */
    Trial trial(int treated, int control, Chance chance, Touched touched) {
        TrialBuilder builder = new TrialBuilder();
        for (int i = 0; i < treated + control; i++) {
            Outcome member = member(i < treated, 1, chance);
            builder.add(i < treated ? "treated" : "control", member.reached, member.net, member.before);
            touched.net += member.reached ? member.net : 0;
        }
        return builder.build();
    }

    /** Stores of 10 to 70 members, some of which sell more than others, drawn whole. */
    List<Trial> stores(int treated, int control, Chance chance) {
        TrialBuilder byStore = new TrialBuilder();
        TrialBuilder asIfMembers = new TrialBuilder();
        for (int store = 0; store < treated + control; store++) {
            String arm = store < treated ? "treated" : "control";
            double busy = 0.4 + 1.2 * chance.below(1_000) / 999;
            for (int i = 10 + chance.below(61); i > 0; i--) {
                Outcome member = member(store < treated, busy, chance);
                byStore.addTo("store " + store, arm, member.reached, member.net, member.before);
                asIfMembers.add(arm, member.reached, member.net, member.before);
            }
        }
        return List.of(byStore.build(), asIfMembers.build());
    }

    /** People who chose, most of them active, and people who did not; what they chose does nothing. */
    List<Outcome> chosen(boolean chose, int people, Chance chance) {
        List<Outcome> outcomes = new ArrayList<>();
        while (outcomes.size() < people) {
            boolean active = chance.happens(ACTIVE);
            if (chance.happens(active ? 0.925 : 0.043) == chose) {
                double orders = orders(active);
                outcomes.add(new Outcome(net(orders, chance), net(orders, chance), chose));
            }
        }
        return outcomes;
    }

    private Outcome member(boolean treated, double busy, Chance chance) {
        double orders = orders(chance.happens(ACTIVE)) * busy;
        double before = net(orders, chance);
        double net = net(orders, chance);
        boolean reached = treated && chance.happens(plan.execution());
        if (reached && chance.happens(plan.effect())) {
            net += order(chance);
        }
        return new Outcome(net, before, reached);
    }

    private static double orders(boolean active) {
        return (active ? ACTIVE_ORDERS : PASSIVE_ORDERS) * SEASON;
    }

    private double net(double orders, Chance chance) {
        double net = 0;
        for (int i = chance.poisson(orders); i > 0; i--) {
            net += order(chance);
        }
        return net;
    }

    private double order(Chance chance) {
        Sale order = new Sale("till", "order", "1", Sales.FIRST, Basket.draw(brand, "", false, chance));
        long paid = order.lines.stream().mapToLong(BasketLine::paid).sum();
        return paid - RefundStory.drawWithin(order, new ArrayList<>(), chance);
    }

    /** What one member did: net in the season, in the season before, and whether the campaign reached them. */
    record Outcome(double net, double before, boolean reached) {}

    /** Net of touched members. */
    static final class Touched {
        private double net;

        double net() {
            return net;
        }
    }
}
