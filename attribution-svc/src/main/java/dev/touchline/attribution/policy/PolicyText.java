package dev.touchline.attribution.policy;

import dev.touchline.attribution.fold.Channel;
import dev.touchline.attribution.fold.ChannelRule;
import dev.touchline.attribution.fold.Policy;
import dev.touchline.attribution.fold.StageSplit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A policy in words, one rule a line, and what one changes in another. */
public final class PolicyText {

    private PolicyText() {}

    /** All rules. */
    public static List<String> of(Policy policy) {
        List<String> rules = new ArrayList<>();
        for (Map.Entry<Channel, ChannelRule> row : policy.channels().entrySet()) {
            rules.add(row.getKey() + ": "
                    + String.join(", ", channel(row.getValue()).values()));
        }
        rules.add(
                "a coupon redeemed on the order is stronger than every channel; class 1 is the strongest channel class");
        rules.add("official model " + policy.official() + ": the strongest class wins, then the last touch");
        rules.add("TIME_DECAY halves a touch's weight every " + words(policy.halfLife()));
        rules.add("POSITION gives " + position(policy) + " to the first, all between together, and the last touch");
        rules.add(
                "performance: the cloud team's while it operates the member; else the store's that sold it, and its sales"
                        + " guide's; else online the bound guide's in protection, the link guide's, the partner's whose link it was,"
                        + " the bound guide's, the store's that the document credits, the house's");
        rules.add("performance of online orders: " + split(policy.split()));
        rules.add("performance of an unmatched refund: the refunding store's, online the house's");
        rules.add("business day without store and brand: " + policy.tradingDay().zone() + " from "
                + policy.tradingDay().cutOffHour() + ":00");
        return rules;
    }

    /** What {@code after} says otherwise than {@code before}, one rule a line. */
    static List<String> changes(Policy before, Policy after) {
        List<String> changes = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            Map<String, String> was = channel(before.channels().get(channel));
            channel(after.channels().get(channel))
                    .forEach((what, text) -> change(changes, channel.name(), was.get(what), text));
        }
        change(changes, "half-life", words(before.halfLife()), words(after.halfLife()));
        change(changes, "position", position(before), position(after));
        change(changes, "performance of online orders", split(before.split()), split(after.split()));
        return changes;
    }

    /** A duration for people, in its largest whole unit. */
    static String words(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds != 0 && seconds % 86_400 == 0) {
            return count(seconds / 86_400, "day");
        }
        if (seconds != 0 && seconds % 3_600 == 0) {
            return count(seconds / 3_600, "hour");
        }
        return seconds != 0 && seconds % 60 == 0 ? count(seconds / 60, "minute") : count(seconds, "second");
    }

    private static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }

    private static void change(List<String> changes, String what, String before, String after) {
        if (!after.equals(before)) {
            changes.add(what + ": " + before + " → " + after);
        }
    }

    private static Map<String, String> channel(ChannelRule rule) {
        Map<String, String> text = new LinkedHashMap<>();
        text.put(
                "reached",
                "reached at the first of "
                        + new TreeSet<>(rule.reachedBy())
                                .stream().map(Enum::name).collect(Collectors.joining(", ")));
        text.put(
                "failure",
                rule.failureDisproves() ? "never if the platform reports failure" : "void from a later failure on");
        text.put(
                "window",
                rule.window() == null
                        ? "counts until the campaign ends"
                        : "counts for " + words(rule.window()) + " within the campaign");
        text.put("class", "class " + rule.strength());
        return text;
    }

    private static String position(Policy policy) {
        return policy.position().first() + " / " + policy.position().between() + " / "
                + policy.position().last();
    }

    private static String split(StageSplit split) {
        return split == null
                ? "one owner has all of it"
                : "add " + split.add() + " %, nurture " + split.nurture() + " %, close " + split.close() + " %";
    }
}
