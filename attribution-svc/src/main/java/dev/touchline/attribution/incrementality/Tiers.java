package dev.touchline.attribution.incrementality;

import dev.touchline.attribution.v1.Population;
import java.util.Arrays;

/**
 * Who is in which crowd tier: fixed by what was before the campaign, and by both arms together, so that each tier is a trial of
 * its own as it was drawn. Equal nets are in one tier, the lower one.
 *
 * @param sorted nets before the campaign that are above zero, ascending
 */
record Tiers(long[] sorted) {

    static Tiers of(Assigned assigned) {
        long[] nets = new long[assigned.size()];
        int[] count = new int[1];
        assigned.forEach((control, touched, merged, net, before) -> {
            if (before > 0) {
                nets[count[0]++] = before;
            }
        });
        long[] sorted = Arrays.copyOf(nets, count[0]);
        Arrays.sort(sorted);
        return new Tiers(sorted);
    }

    /** Whether anybody bought then. */
    boolean exist() {
        return sorted.length > 0;
    }

    /** The tier of a member with that net before: none, or the lowest, middle or highest third. */
    Population of(long before) {
        if (before <= 0) {
            return Population.POPULATION_TIER_NONE;
        }
        return before <= sorted[(sorted.length - 1) / 3]
                ? Population.POPULATION_TIER_LOW
                : before <= sorted[(2 * sorted.length - 1) / 3]
                        ? Population.POPULATION_TIER_MIDDLE
                        : Population.POPULATION_TIER_HIGH;
    }
}
