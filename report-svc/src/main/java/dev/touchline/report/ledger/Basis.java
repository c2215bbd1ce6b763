package dev.touchline.report.ledger;

import java.util.List;

/**
 * What the ledger of a sale was made from, as fingerprints: two ledgers of a sale differ because one of these does.
 *
 * @param order 0: it has not arrived
 * @param refunds one for each refund document, ascending
 * @param member 0: unknown
 * @param person all members that are the buyer, ascending
 */
public record Basis(
        long order,
        List<Long> refunds,
        long member,
        List<Long> person,
        long touches,
        long campaigns,
        List<String> policies) {

    /** The basis of a ledger that does not stand, or of which nobody said what it was made from. */
    public static final Basis ABSENT = new Basis(0, List.of(), 0, List.of(), 0, 0, List.of());

    /** Copies the lists. */
    public Basis {
        refunds = List.copyOf(refunds);
        person = List.copyOf(person);
        policies = List.copyOf(policies);
    }

    boolean absent() {
        return equals(ABSENT);
    }
}
