package dev.touchline.attribution.fold;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An order with all its refunds, or refunds that have no order (yet). Refunds are held in (occurred_at, key) order, each
 * once, however they were given.
 *
 * @param key the order's key, also while refunds wait for it; a refund without order: its own
 * @param member the member; 0: unknown
 * @param order null: it has not arrived, or there is none
 * @param twin whether this is the second report of a sale that already counts, so that it counts zero
 * @param alsoKnownAs key of its twin, by which touches may name it, too; null: it has none
 */
public record Sale(
        long id,
        DocumentKey key,
        long member,
        Order order,
        List<Refund> refunds,
        boolean twin,
        DocumentKey alsoKnownAs) {
    private static final Comparator<Refund> BY_TIME =
            Comparator.comparing(Refund::occurredAt).thenComparing(Refund::key);

    /** Sorts the refunds and drops repeated ones. */
    public Sale {
        refunds =
                refunds.stream()
                        .collect(Collectors.toMap(Refund::key, r -> r, (first, same) -> first, TreeMap::new))
                        .values()
                        .stream()
                        .sorted(BY_TIME)
                        .toList();
    }

    /** A sale that nothing reports a second time, or the second report. */
    public Sale(long id, DocumentKey key, long member, Order order, List<Refund> refunds, boolean twin) {
        this(id, key, member, order, refunds, twin, null);
    }

    /** Whether a key names it. */
    boolean named(DocumentKey name) {
        return key.equals(name) || name != null && name.equals(alsoKnownAs);
    }

    /** The keys that name it. */
    public List<DocumentKey> names() {
        return alsoKnownAs == null ? List.of(key) : List.of(key, alsoKnownAs);
    }

    /** Whether neither an order nor a refund is known: it was withdrawn. */
    boolean isEmpty() {
        return order == null && refunds.isEmpty();
    }
}
