package dev.touchline.touch.journey;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who a touch is for, as far as all its reports tell: a function of what they say and of who is known, whichever came first.
 *
 * <p>A member named by id counts most. Of several the least stands, and none is refused: they may be one person, whom
 * member-svc calls by the least id too, and refusing the later one would let the order of arrival decide. Else the least
 * candidate that anybody knows decides. Weak candidates count only if no report named a strong one, so that a shared device
 * does not tell who it is while the phone is still unknown.
 *
 * @param named member named by id; 0: none
 * @param candidates identifiers that decide or may still decide, best first, with their member; 0: nobody knows yet
 */
public record Addressee(long named, Map<Candidate, Long> candidates) {

    /** Of whom no report says anything. */
    public static final Addressee NOBODY = new Addressee(0, Map.of());

    /** Leaves out candidates that can never decide: nothing takes a better one back. */
    public Addressee {
        candidates = named != 0 ? Map.of() : Collections.unmodifiableMap(deciding(candidates));
    }

    /** The member; 0: nobody knows yet. */
    public long member() {
        return named != 0
                ? named
                : candidates.values().stream()
                        .filter(member -> member != 0)
                        .findFirst()
                        .orElse(0L);
    }

    /** What both tell together. */
    public Addressee and(Addressee other) {
        Map<Candidate, Long> all = new HashMap<>(candidates);
        other.candidates.forEach(
                (candidate, member) -> all.merge(candidate, member, (known, said) -> known == 0 ? said : known));
        return new Addressee(named == 0 || other.named == 0 ? named + other.named : Math.min(named, other.named), all);
    }

    /** This addressee once the members behind hashes are known. */
    public Addressee told(Map<String, Long> members) {
        Map<Candidate, Long> all = new HashMap<>(candidates);
        all.replaceAll((candidate, member) -> members.getOrDefault(candidate.hash(), member));
        return new Addressee(named, all);
    }

    private static SortedMap<Candidate, Long> deciding(Map<Candidate, Long> candidates) {
        TreeMap<Candidate, Long> deciding = new TreeMap<>();
        for (Map.Entry<Candidate, Long> next : new TreeMap<>(candidates).entrySet()) {
            boolean weakBesideStrong = !next.getKey().strong()
                    && !deciding.isEmpty()
                    && deciding.firstKey().strong();
            if (weakBesideStrong) {
                break;
            }
            deciding.put(next.getKey(), next.getValue());
            if (next.getValue() != 0) {
                break;
            }
        }
        return deciding;
    }
}
