package dev.touchline.order.twin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Pairs by store, person, currency and amounts: the smallest time difference first, then the least keys. Two payment numbers
 * are two payments: nothing is paired against them. What stays over and is nearly near is doubtful.
 */
record ByNearness(List<Pair> pairs, List<Doubt> doubts) {

    private static final Comparator<Pair> NEAREST = Comparator.comparing(
                    (Pair pair) -> pair.till().apart(pair.online()))
            .thenComparing(Pair::till, Candidate.BY_KEY)
            .thenComparing(Pair::online, Candidate.BY_KEY);

    static ByNearness among(List<Candidate> others, Rules rules) {
        ByNearness all = new ByNearness(new ArrayList<>(), new ArrayList<>());
        Collection<List<Candidate>> groups = others.stream()
                .filter(Candidate::near)
                .collect(Collectors.groupingBy(
                        each -> List.of(each.store(), each.person(), each.currency(), each.amounts())))
                .values();
        groups.forEach(group -> all.add(neighbours(group, rules.doubtfulWithin()), rules.within()));
        all.pairs.sort(NEAREST);
        all.doubts.sort(Comparator.comparing((Doubt doubt) -> new Pair(doubt.till(), doubt.online()), NEAREST));
        return all;
    }

    private static List<Pair> neighbours(List<Candidate> group, Duration most) {
        List<Pair> neighbours = new ArrayList<>();
        for (Candidate till : group) {
            for (Candidate online : group) {
                if (till.side() == Side.TILL
                        && online.side() == Side.ONLINE
                        && till.apart(online).compareTo(most) <= 0) {
                    neighbours.add(new Pair(till, online));
                }
            }
        }
        neighbours.sort(NEAREST);
        return neighbours;
    }

    private void add(List<Pair> neighbours, Duration within) {
        Set<Long> paired = new HashSet<>();
        for (Pair pair : neighbours) {
            if (pair.till().apart(pair.online()).compareTo(within) <= 0 && !twoPayments(pair) && free(pair, paired)) {
                pairs.add(pair);
                paired.add(pair.till().saleId());
                paired.add(pair.online().saleId());
            }
        }
        for (Pair pair : neighbours) {
            boolean near = pair.till().apart(pair.online()).compareTo(within) <= 0;
            if (free(pair, paired) && near == twoPayments(pair)) {
                doubts.add(new Doubt(
                        pair.till(),
                        pair.online(),
                        twoPayments(pair) ? Doubt.Reason.OTHER_PAYMENT : Doubt.Reason.TOO_FAR_APART));
            }
        }
    }

    private static boolean twoPayments(Pair pair) {
        return !pair.till().payment().isEmpty() && !pair.online().payment().isEmpty();
    }

    private static boolean free(Pair pair, Set<Long> paired) {
        return !paired.contains(pair.till().saleId())
                && !paired.contains(pair.online().saleId());
    }
}
