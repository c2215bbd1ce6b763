package dev.touchline.attribution.fold.columns;

import dev.touchline.attribution.fold.Channel;
import dev.touchline.attribution.fold.ChannelRule;
import dev.touchline.attribution.fold.Model;
import dev.touchline.attribution.fold.Policies;
import dev.touchline.attribution.fold.Policy;
import dev.touchline.attribution.fold.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A policy and a model, by channel ordinal, for payments from an instant to before another. */
final class Rules {

    final long from;
    final long until;
    final Policy policy;
    final Model model;
    final int[] reachedBy;
    final boolean[] failureDisproves;
    final long[] window;
    final int[] strength;

    private Rules(long from, long until, Policy policy, Model model) {
        this.from = from;
        this.until = until;
        this.policy = policy;
        this.model = model;
        int channels = Channel.values().length;
        reachedBy = new int[channels];
        failureDisproves = new boolean[channels];
        window = new long[channels];
        strength = new int[channels];
        for (Channel channel : Channel.values()) {
            ChannelRule rule = policy.channels().get(channel);
            int i = channel.ordinal();
            for (Stage stage : rule.reachedBy()) {
                reachedBy[i] |= 1 << stage.ordinal();
            }
            failureDisproves[i] = rule.failureDisproves();
            window[i] = rule.window() == null ? Long.MAX_VALUE : Nanos.of(rule.window());
            strength[i] = rule.strength();
        }
    }

    /** The rules of a book of policies, by time; {@code model} null: each policy's official one. */
    static List<Rules> of(Policies policies, Model model) {
        List<Map.Entry<Instant, Policy>> since =
                new ArrayList<>(policies.since().entrySet());
        List<Rules> rules = new ArrayList<>(since.size());
        for (int i = 0; i < since.size(); i++) {
            Policy policy = since.get(i).getValue();
            rules.add(new Rules(
                    i == 0 ? Long.MIN_VALUE : Nanos.of(since.get(i).getKey()),
                    i + 1 == since.size()
                            ? Long.MAX_VALUE
                            : Nanos.of(since.get(i + 1).getKey()),
                    policy,
                    model == null ? policy.official() : model));
        }
        return rules;
    }

    /** Whether these rules decide about a payment at that instant. */
    boolean decide(long paidAt) {
        return paidAt >= from && (paidAt < until || until == Long.MAX_VALUE);
    }
}
