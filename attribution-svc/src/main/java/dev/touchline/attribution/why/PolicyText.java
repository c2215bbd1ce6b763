package dev.touchline.attribution.why;

import dev.touchline.attribution.fold.Channel;
import dev.touchline.attribution.fold.ChannelRule;
import dev.touchline.attribution.fold.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A policy in words, one rule a line. */
final class PolicyText {

    private PolicyText() {}

    static List<String> of(Policy policy) {
        List<String> rules = new ArrayList<>();
        for (Map.Entry<Channel, ChannelRule> row : policy.channels().entrySet()) {
            rules.add(channel(row.getKey(), row.getValue()));
        }
        rules.add(
                "a coupon redeemed on the order is stronger than every channel; class 1 is the strongest channel class");
        rules.add("official model " + policy.official() + ": the strongest class wins, then the last touch");
        rules.add("TIME_DECAY halves a touch's weight every " + policy.halfLife());
        rules.add("POSITION gives " + policy.position().first() + " / "
                + policy.position().between() + " / " + policy.position().last()
                + " to the first, all between together, and the last touch");
        rules.add(
                "performance: the cloud team's while it operates the member; else the store's that sold it, and its sales"
                        + " guide's; else online the bound guide's in protection, the link guide's, the partner's whose link it was,"
                        + " the bound guide's, the store's that the document credits, the house's");
        rules.add("performance of an unmatched refund: the refunding store's, online the house's");
        rules.add("business day without store and brand: " + policy.tradingDay().zone() + " from "
                + policy.tradingDay().cutOffHour() + ":00");
        return rules;
    }

    private static String channel(Channel channel, ChannelRule rule) {
        return channel + ": reached at the first of " + new TreeSet<>(rule.reachedBy())
                + (rule.failureDisproves()
                        ? ", never if the platform reports failure"
                        : ", void from a later failure on")
                + (rule.window() == null
                        ? ", counts until the campaign ends"
                        : ", counts for " + rule.window() + " within the campaign")
                + ", class " + rule.strength();
    }
}
