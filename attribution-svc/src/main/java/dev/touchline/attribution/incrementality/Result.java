package dev.touchline.attribution.incrementality;

import dev.touchline.attribution.v1.IncrementalityState;
import dev.touchline.attribution.v1.Population;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the arms of one campaign say.
 *
 * @param campaign the campaign
 * @param currency currency of the net
 * @param worthFinding the smallest lift that matters
 * @param now when it was asked
 * @param groups all assigned first; then those without merged persons, if there are some, and each crowd tier, if somebody bought
 *     in the same season last year. Every member is in exactly one tier
 * @param merged persons in both arms
 * @param repeated persons several times in one arm
 * @param waiting persons, of this campaign or not, whose ledger was not folded yet
 */
record Result(
        Drawn campaign,
        String currency,
        double worthFinding,
        Instant now,
        List<Group> groups,
        long merged,
        long repeated,
        long waiting) {

    static Result of(Drawn campaign, Asked asked, Instant now, Assigned assigned) {
        assigned.findMerged();
        Tiers tiers = Tiers.of(assigned);
        boolean tiered = tiers.exist() && !campaign.ofStores();
        Map<Population, Group> groups = new EnumMap<>(Population.class);
        open(groups, Population.POPULATION_ALL);
        if (assigned.merged() > 0) {
            open(groups, Population.POPULATION_WITHOUT_MERGED);
        }
        if (tiered) {
            open(groups, Population.POPULATION_TIER_NONE);
            open(groups, Population.POPULATION_TIER_LOW);
            open(groups, Population.POPULATION_TIER_MIDDLE);
            open(groups, Population.POPULATION_TIER_HIGH);
        }
        assigned.forEach((control, touched, merged, net, before) -> {
            groups.get(Population.POPULATION_ALL).add(control, touched, net, before);
            if (assigned.merged() > 0 && !merged) {
                groups.get(Population.POPULATION_WITHOUT_MERGED).add(control, touched, net, before);
            }
            if (tiered) {
                groups.get(tiers.of(before)).add(control, touched, net, before);
            }
        });
        return new Result(
                campaign,
                asked.currency(),
                asked.worthFinding(),
                now,
                List.copyOf(groups.values()),
                assigned.merged(),
                assigned.repeated(),
                assigned.waiting());
    }

    private static void open(Map<Population, Group> groups, Population population) {
        groups.put(population, new Group(population));
    }

    Group all() {
        return groups.get(0);
    }

    boolean tiered() {
        return groups.stream().anyMatch(group -> group.population() == Population.POPULATION_TIER_NONE);
    }

    /** Whether there is something to compare. */
    IncrementalityState state() {
        var arms = all().trial().arms();
        if (now.isBefore(campaign.window().start())) {
            return IncrementalityState.INCREMENTALITY_STATE_NOT_BEGUN;
        }
        if (arms.isEmpty()) {
            return IncrementalityState.INCREMENTALITY_STATE_NO_ARMS;
        }
        if (!arms.containsKey(Group.CONTROL)) {
            return IncrementalityState.INCREMENTALITY_STATE_NO_CONTROL;
        }
        return arms.containsKey(Group.TREATED)
                ? IncrementalityState.INCREMENTALITY_STATE_COMPARED
                : IncrementalityState.INCREMENTALITY_STATE_NO_TREATED;
    }

    /** Whether orders may still come into the window. */
    boolean running() {
        return now.isBefore(campaign.window().end());
    }
}
