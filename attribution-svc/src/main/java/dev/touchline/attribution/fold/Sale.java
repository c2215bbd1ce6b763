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
 */
public record Sale(long id, DocumentKey key, long member, Order order, List<Refund> refunds, boolean twin) {
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

    /** Whether neither an order nor a refund is known: it was withdrawn. */
    boolean isEmpty() {
        return order == null && refunds.isEmpty();
    }
}
