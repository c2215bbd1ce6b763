package dev.touchline.attribution.policy;

import dev.touchline.attribution.fold.Policies;
import dev.touchline.attribution.fold.Policy;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * All versions, and which of them decides about an order: of those of its brand, or of the group, the one with the latest
 * effective_from that is not after its payment; of equals the later version. A pure function of the versions, so every replica and
 * every rebuild choose alike.
 */
final class Timeline {

    private static final String GROUP = "";

    private final List<PolicyVersion> versions;
    private final Map<String, NavigableMap<Instant, PolicyVersion>> standing = new HashMap<>();
    private final Policies policies;

    /** A timeline of versions by number, the first of which is the group's. */
    Timeline(List<PolicyVersion> versions) {
        this.versions = List.copyOf(versions);
        for (PolicyVersion version : versions) {
            standing.computeIfAbsent(version.brand(), brand -> new TreeMap<>())
                    .put(version.effectiveFrom(), version); // a later one takes the place of its equal
        }
        Map<String, NavigableMap<Instant, Policy>> rules = new HashMap<>();
        standing.forEach((brand, own) -> {
            NavigableMap<Instant, Policy> since = new TreeMap<>();
            own.forEach((from, version) -> since.put(from, version.rules()));
            rules.put(brand, since);
        });
        this.policies = new Policies(rules.remove(GROUP), rules);
    }

    /** What the fold goes by. */
    Policies policies() {
        return policies;
    }

    /** Every version, by number. */
    List<PolicyVersion> versions() {
        return versions;
    }

    /** Number of the newest version. */
    int newest() {
        return versions.get(versions.size() - 1).number();
    }

    /** The version of that number; it exists. */
    PolicyVersion version(int number) {
        return versions.get(number - 1);
    }

    /** Number of the version that decides about an order. */
    int numberAt(Instant paidAt, String brand) {
        return PolicyVersion.numberOf(policies.at(paidAt, brand).version());
    }

    /** The version that decides about orders paid at that instant. */
    PolicyVersion at(Instant paidAt, String brand) {
        return version(numberAt(paidAt, brand));
    }

    /** As it was before a version. */
    Timeline before(int number) {
        return new Timeline(versions.subList(0, number - 1));
    }

    /** From when on something else of the same brand, or of the group, stands than what begins then; null: never. */
    Instant until(Instant from, String brand) {
        NavigableMap<Instant, PolicyVersion> own = standing.get(brand);
        return own == null ? null : own.higherKey(from);
    }
}
