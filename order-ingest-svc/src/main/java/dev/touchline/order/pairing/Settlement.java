package dev.touchline.order.pairing;

import dev.touchline.order.book.Bond;
import dev.touchline.order.book.Entry;
import dev.touchline.order.book.SaleBook;
import dev.touchline.order.twin.Candidate;
import dev.touchline.order.twin.Couple;
import dev.touchline.order.twin.Doubt;
import dev.touchline.order.twin.Pair;
import dev.touchline.order.twin.Rules;
import dev.touchline.order.twin.Twins;
import dev.touchline.order.v1.Sale;
import dev.touchline.type.v1.DocumentKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What must be written so that some locked sales are paired as their content says. It holds everybody who has to do with
 * them.
 *
 * @param told sales of which others must hear, as they will be
 * @param flags documents that count zero from now on, or count again
 * @param doubts everything that is doubtful among the sales
 * @param paired keys of all documents of the sales that count zero
 */
record Settlement(List<Told> told, List<Flag> flags, List<Doubt> doubts, Set<DocumentKey> paired) {

    /** A sale as others will see it. */
    record Told(SaleBook sale, Bond bond, Sale seen) {}

    /** Whether a document counts zero. */
    record Flag(long saleId, long documentId, boolean paired) {}

    /** How many more documents count zero than before. */
    int morePaired() {
        return flags.stream().mapToInt(flag -> flag.paired() ? 1 : -1).sum();
    }

    /**
     * Settles sales.
     *
     * @param canonical whom their members were merged into
     * @param changed paired sales of whose change nobody has heard
     */
    static Settlement of(Collection<SaleBook> sales, Map<Long, Long> canonical, Set<Long> changed, Rules rules) {
        Map<Long, SaleBook> byId = sales.stream().collect(Collectors.toMap(SaleBook::saleId, Function.identity()));
        Twins twins = Twins.among(
                sales.stream()
                        .flatMap(sale -> Candidate.of(sale).stream())
                        .map(each -> each.ofPerson(canonical.getOrDefault(each.person(), each.person())))
                        .toList(),
                rules);
        Settlement settlement = new Settlement(new ArrayList<>(), new ArrayList<>(), twins.doubts(), new HashSet<>());
        Set<Long> alone = new HashSet<>(byId.keySet());
        for (Pair pair : twins.pairs()) {
            SaleBook till = byId.get(pair.till().saleId());
            SaleBook online = byId.get(pair.online().saleId());
            alone.removeAll(List.of(till.saleId(), online.saleId()));
            settlement.couple(till, online, rules, changed);
        }
        alone.forEach(id -> settlement.single(byId.get(id), changed));
        return settlement;
    }

    private void couple(SaleBook till, SaleBook online, Rules rules, Set<Long> changed) {
        Couple couple = Couple.of(till.sale(), online.sale(), rules);
        Bond standing = new Bond(0, online.saleId());
        Bond twin = new Bond(till.saleId(), 0);
        boolean recounted =
                flag(till, Set.of()) | flag(online, couple.paired()); // maybe other rules, and nobody changed
        boolean newTwin = !online.bond().equals(twin) || changed.contains(online.saleId());
        if (recounted || newTwin || !till.bond().equals(standing) || changed.contains(till.saleId())) {
            told.add(new Told(till, standing, couple.standing()));
        }
        if (newTwin) {
            told.add(new Told(online, twin, couple.twin()));
        }
        paired.addAll(couple.paired());
    }

    private void single(SaleBook sale, Set<Long> changed) {
        if (sale.bond().paired() || changed.contains(sale.saleId())) {
            told.add(new Told(sale, Bond.NONE, sale.sale()));
        }
        flag(sale, Set.of());
    }

    /** Answers whether any document counts otherwise than before. */
    private boolean flag(SaleBook sale, Set<DocumentKey> countsZero) {
        int before = flags.size();
        for (Entry entry : sale.entries()) {
            boolean zero = countsZero.contains(entry.key()) && !sale.setsAside(entry);
            if (zero != entry.storedPaired()) {
                flags.add(new Flag(sale.saleId(), entry.documentId(), zero));
            }
        }
        return flags.size() > before;
    }

    /** The members of sales, by which their persons are asked for. */
    static Set<Long> members(Collection<SaleBook> sales) {
        return new HashSet<>(sales.stream().map(SaleBook::member).toList());
    }

    /** Ids of sales. */
    static Set<Long> ids(Collection<SaleBook> sales) {
        return new HashSet<>(sales.stream().map(SaleBook::saleId).toList());
    }
}
