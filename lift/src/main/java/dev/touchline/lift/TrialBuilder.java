package dev.touchline.lift;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Makes a {@link Trial} from members, one after another, in any order. Without clusters it keeps a few numbers an arm; with
 * clusters a few for each of at most {@value #MAX_CLUSTERS} clusters.
 */
public final class TrialBuilder {
    /** More clusters than this are an error; then members are what was drawn. */
    public static final int MAX_CLUSTERS = 200_000;

    /** Outcomes and covariates of a larger size are an error; their squares still have room. */
    public static final double MAX_SIZE = 1e15;

    private final Set<String> arms = new HashSet<>();
    private final Map<String, Tally> members = new HashMap<>();
    private final Map<String, Cluster> clusters = new HashMap<>();

    /**
     * Adds a member who was drawn alone.
     *
     * @param outcome between −10¹⁵ and 10¹⁵
     * @param covariate within the same; 0 if there is none
     */
    public void add(String arm, boolean touched, double outcome, double covariate) {
        Tally tally = members.get(arm);
        if (tally == null) {
            know(arm);
            tally = new Tally();
            members.put(arm, tally);
        }
        tally.add(bounded(outcome), bounded(covariate), touched);
    }

    /**
     * Adds a member whose cluster was drawn.
     *
     * @throws IllegalArgumentException if the cluster has members in another arm
     */
    public void addTo(String cluster, String arm, boolean touched, double outcome, double covariate) {
        Cluster known = clusters.get(cluster);
        if (known == null) {
            if (clusters.size() == MAX_CLUSTERS) {
                throw new IllegalArgumentException("more than " + MAX_CLUSTERS + " clusters (expected: at most that)");
            }
            know(arm);
            known = new Cluster(arm, new Tally());
            clusters.put(cluster, known);
        } else if (!known.arm.equals(arm)) {
            throw new IllegalArgumentException("cluster " + cluster + " is in arm " + arm + " (expected: " + known.arm
                    + ", as before: whole clusters are drawn)");
        }
        known.tally.add(bounded(outcome), bounded(covariate), touched);
    }

    /** The trial so far. */
    public Trial build() {
        Map<String, Moments> moments = new HashMap<>();
        members.forEach((arm, tally) -> moments.put(arm, tally.members()));
        clusters.values().forEach(cluster -> moments.merge(cluster.arm, cluster.tally.cluster(), Moments::merge));
        return Trial.of(moments);
    }

    private void know(String arm) {
        if (arms.add(arm) && arms.size() > Trial.MAX_ARMS) {
            throw new IllegalArgumentException("more than " + Trial.MAX_ARMS + " arms (expected: at most that)");
        }
    }

    private static double bounded(double value) {
        if (!(Math.abs(value) <= MAX_SIZE)) {
            throw new IllegalArgumentException(value + " (expected: between -1e15 and 1e15)");
        }
        return value;
    }

    private record Cluster(String arm, Tally tally) {}
}
