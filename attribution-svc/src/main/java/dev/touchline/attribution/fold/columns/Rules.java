package dev.touchline.attribution.fold.columns;

import dev.touchline.attribution.fold.Channel;
import dev.touchline.attribution.fold.ChannelRule;
import dev.touchline.attribution.fold.Model;
import dev.touchline.attribution.fold.Policies;
import dev.touchline.attribution.fold.Policy;
import dev.touchline.attribution.fold.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * A policy and a model, by channel ordinal, for payments from an instant to before another: of one brand that has a policy of its
 * own then, or of all brands that have none.
 */
final class Rules {

    private static final int ALL = -1;

    final long from;
    final long until;
    final int brand;
    final Map<Integer, Long> ownFrom;
    final Policy policy;
    final Model model;
    final int[] reachedBy;
    final boolean[] failureDisproves;
    final long[] window;
    final int[] strength;

    private Rules(long from, long until, int brand, Map<Integer, Long> ownFrom, Policy policy, Model model) {
        this.from = from;
        this.until = until;
        this.brand = brand;
        this.ownFrom = ownFrom;
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

    /** The rules of policies, by brand and time; {@code model} null: each policy's official one. */
    static List<Rules> of(Policies policies, Model model, Names brands) {
        List<Rules> rules = new ArrayList<>();
        Map<Integer, Long> ownFrom = new HashMap<>();
        policies.ofBrands().forEach((brand, own) -> {
            if (!own.isEmpty()) {
                int id = brands.idOf(brand);
                ownFrom.put(id, Nanos.of(own.firstKey()));
                add(rules, own, id, Map.of(), model);
            }
        });
        add(rules, policies.since(), ALL, ownFrom, model);
        return rules;
    }

    private static void add(
            List<Rules> rules,
            NavigableMap<Instant, Policy> since,
            int brand,
            Map<Integer, Long> ownFrom,
            Model model) {
        since.forEach((from, policy) -> {
            Instant next = since.higherKey(from);
            // The group's first policy decides about everything before it, too.
            boolean first = brand == ALL && from.equals(since.firstKey());
            rules.add(new Rules(
                    first ? Long.MIN_VALUE : Nanos.of(from),
                    next == null ? Long.MAX_VALUE : Nanos.of(next),
                    brand,
                    ownFrom,
                    policy,
                    model == null ? policy.official() : model));
        });
    }

    /** Whether these rules decide about a payment at that instant for that brand. */
    boolean decide(long paidAt, int ofBrand) {
        boolean then = paidAt >= from && (paidAt < until || until == Long.MAX_VALUE);
        return then && (brand == ALL ? ownFrom.getOrDefault(ofBrand, Long.MAX_VALUE) > paidAt : brand == ofBrand);
    }
}
