package dev.touchline.order.twin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The pairs of a set of candidates, and what is doubtful in it: a function of the set alone, whatever the order in which its
 * members came. Payment numbers are asked first; who has nothing to do with anybody by payment number is then compared by
 * store, person and amount.
 *
 * @param pairs no candidate is in two of them
 * @param doubts candidates that stay unpaired
 */
public record Twins(List<Pair> pairs, List<Doubt> doubts) {

    /** More orders than this, of both sides, share no payment: their number says nothing ("0", "CASH"). */
    public static final int MAX_SHARED = 50;

    /** What is in a set that holds, of each of its members, everybody whom it could be paired with. */
    public static Twins among(Collection<Candidate> set, Rules rules) {
        if (!rules.enabled()) {
            return new Twins(List.of(), List.of());
        }
        List<Candidate> sorted = set.stream().sorted(Candidate.BY_KEY).toList();
        ByPayment byPayment = ByPayment.among(telling(sorted), rules);
        List<Candidate> others = sorted.stream()
                .filter(candidate -> !byPayment.related().contains(candidate.saleId()))
                .toList();
        ByNearness byNearness = ByNearness.among(withoutUselessNumbers(others, sorted), rules);
        List<Pair> pairs = new ArrayList<>(byPayment.pairs());
        pairs.addAll(byNearness.pairs());
        List<Doubt> doubts = new ArrayList<>(byPayment.doubts());
        doubts.addAll(byNearness.doubts());
        return new Twins(pairs, doubts);
    }

    /** Groups of one payment number that says something. */
    private static Collection<List<Candidate>> telling(List<Candidate> sorted) {
        return byNumber(sorted).values().stream()
                .filter(group -> group.size() <= MAX_SHARED)
                .toList();
    }

    private static List<Candidate> withoutUselessNumbers(List<Candidate> others, List<Candidate> sorted) {
        Map<String, List<Candidate>> groups = byNumber(sorted);
        return others.stream()
                .map(each -> useless(groups.getOrDefault(each.payment(), List.of())) ? each.withoutPayment() : each)
                .toList();
    }

    /** Only of both sides: by a number that one side alone has nobody meets, so that a set does not hold all who share it. */
    private static boolean useless(List<Candidate> group) {
        return group.size() > MAX_SHARED
                && group.stream().map(Candidate::side).distinct().count() > 1;
    }

    private static Map<String, List<Candidate>> byNumber(List<Candidate> sorted) {
        return sorted.stream()
                .filter(candidate -> !candidate.payment().isEmpty())
                .collect(Collectors.groupingBy(Candidate::payment, TreeMap::new, Collectors.toList()));
    }
}
