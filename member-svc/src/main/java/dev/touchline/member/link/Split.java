package dev.touchline.member.link;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The reverse of a merge: members leave the person they were merged into. */
public final class Split {

    private Split() {}

    /**
     * The persons after members left: each who leaves stands alone, those who stay are called by the least id among them.
     *
     * @param persons person of every member of every component that somebody leaves
     * @param leaving who leaves
     */
    public static Map<Long, Long> of(Map<Long, Long> persons, Collection<Long> leaving) {
        Set<Long> gone = Set.copyOf(leaving);
        Map<Long, Long> least = new HashMap<>();
        persons.forEach((member, person) -> {
            if (!gone.contains(member)) {
                least.merge(person, member, Math::min);
            }
        });
        Map<Long, Long> after = new HashMap<>();
        persons.forEach((member, person) -> after.put(member, gone.contains(member) ? member : least.get(person)));
        return after;
    }
}
