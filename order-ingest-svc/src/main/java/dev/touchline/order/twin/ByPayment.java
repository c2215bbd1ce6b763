package dev.touchline.order.twin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Pairs by payment number. The number alone is not enough, because the orders of a basket that was split share it: two are
 * paired only if their amounts agree, in total and for each brand, and neither fits anybody else. An online order that names
 * no store fits every store's receipt; one that names another store has nothing to do with it.
 *
 * @param related sales that share a payment number with the other side, paired or not
 */
record ByPayment(List<Pair> pairs, List<Doubt> doubts, Set<Long> related) {

    static ByPayment among(Collection<List<Candidate>> groups, Rules rules) {
        ByPayment all = new ByPayment(new ArrayList<>(), new ArrayList<>(), new HashSet<>());
        groups.forEach(group -> all.add(relations(group, rules)));
        return all;
    }

    private static List<Pair> relations(List<Candidate> group, Rules rules) {
        List<Pair> relations = new ArrayList<>();
        for (Candidate till : group) {
            for (Candidate online : group) {
                if (till.side() == Side.TILL
                        && online.side() == Side.ONLINE
                        && (online.store().isEmpty() || online.store().equals(till.store()))
                        && till.apart(online).compareTo(rules.paymentWithin()) <= 0) {
                    relations.add(new Pair(till, online));
                }
            }
        }
        return relations;
    }

    private void add(List<Pair> relations) {
        Map<Long, Integer> fitting = new HashMap<>();
        for (Pair relation : relations) {
            related.add(relation.till().saleId());
            related.add(relation.online().saleId());
            if (agree(relation)) {
                fitting.merge(relation.till().saleId(), 1, Integer::sum);
                fitting.merge(relation.online().saleId(), 1, Integer::sum);
            }
        }
        Set<Long> paired = new HashSet<>();
        for (Pair relation : relations) {
            if (agree(relation) && only(relation.till(), fitting) && only(relation.online(), fitting)) {
                pairs.add(relation);
                paired.add(relation.till().saleId());
                paired.add(relation.online().saleId());
            }
        }
        for (Pair relation : relations) {
            if (!paired.contains(relation.till().saleId())
                    || !paired.contains(relation.online().saleId())) {
                doubts.add(new Doubt(
                        relation.till(),
                        relation.online(),
                        agree(relation) ? Doubt.Reason.MANY_CANDIDATES : Doubt.Reason.AMOUNTS_DIFFER));
            }
        }
    }

    private static boolean agree(Pair relation) {
        return relation.till().agrees(relation.online());
    }

    private static boolean only(Candidate candidate, Map<Long, Integer> fitting) {
        return fitting.get(candidate.saleId()) == 1;
    }
}
