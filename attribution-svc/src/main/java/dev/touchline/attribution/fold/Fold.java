package dev.touchline.attribution.fold;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The fold: turns all facts of one person into their ledger.
 *
 * <p>For each sale and brand: match the refunds to the lines; hear every touch of the person and keep the eligible ones;
 * let each model weigh them; split the net by those weights to the fen; decide whose performance it is, between stages if
 * the policy splits; and book each refund on its own day. What no touch has a part in is organic. The result depends on nothing but the facts, the reference
 * and the policy.
 */
public final class Fold {
    private final Reference reference;
    private final Policies policies;

    /** A fold with those campaigns and places, under those policies. */
    public Fold(Reference reference, Policies policies) {
        this.reference = reference;
        this.policies = policies;
    }

    /** The ledger of one person. */
    public Ledger ledger(Person person) {
        Court court = new Court(person, reference);
        PerformanceRule rule = new PerformanceRule(person, reference);
        List<LedgerEntry> entries = new ArrayList<>();
        for (Sale sale : person.sales()) {
            if (!sale.isEmpty()) {
                BrandBook.of(sale).forEach((brand, book) -> entries.add(entry(court, rule, sale, brand, book)));
            }
        }
        return new Ledger(entries);
    }

    /** Every touch of the person before one of their sales, in the total order, by brand; none without an order. */
    public List<Verdict> verdicts(Person person, long saleId) {
        Court court = new Court(person, reference);
        List<Verdict> verdicts = new ArrayList<>();
        for (Sale sale : person.sales()) {
            if (sale.id() == saleId && sale.order() != null) {
                Instant paidAt = sale.order().paidAt();
                BrandBook.of(sale).keySet().forEach(brand -> court.hearings(sale, brand, policies.at(paidAt, brand))
                        .forEach(hearing -> verdicts.add(Verdict.of(hearing))));
            }
        }
        return verdicts;
    }

    /** What every role says to each brand of one of the person's orders; none without an order or for a twin. */
    public List<PerformanceVerdict> performanceVerdicts(Person person, long saleId) {
        PerformanceRule rule = new PerformanceRule(person, reference);
        List<PerformanceVerdict> verdicts = new ArrayList<>();
        for (Sale sale : person.sales()) {
            if (sale.id() == saleId && sale.order() != null && !sale.twin()) {
                BrandBook.of(sale).keySet().forEach(brand -> verdicts.addAll(rule.verdicts(sale.order(), brand)));
            }
        }
        return verdicts;
    }

    private LedgerEntry entry(Court court, PerformanceRule rule, Sale sale, String brand, BrandBook book) {
        Order order = sale.order();
        Refund first = order == null ? sale.refunds().get(0) : null;
        Instant paidAt = order == null ? first.occurredAt() : order.paidAt();
        String store = order == null ? first.store() : order.store();
        Policy policy = policies.at(paidAt, brand);
        Shares shares =
                new Shares(order == null || sale.twin() ? List.of() : court.eligible(sale, brand, policy), policy);
        StageShares stages = order == null || sale.twin() ? StageShares.NONE : rule.stages(order, brand, policy);
        Amounts amounts = sale.twin() ? Amounts.NOTHING : book.amounts();
        List<CreditedTouch> touches = shares.split(amounts.net());
        return new LedgerEntry(
                sale,
                brand,
                order == null ? first.currency() : order.currency(),
                paidAt,
                reference.businessDay(store, brand, paidAt, policy),
                store,
                amounts,
                touches,
                sale.twin() ? List.of() : booked(rule, book, brand, shares, stages, policy),
                policy.version(),
                sale.twin() ? List.of() : book.goods(),
                order == null || sale.twin() ? null : rule.ofOrder(order, brand, touches, policy),
                stages.split(amounts.paid(), amounts.net()));
    }

    /** After each refund the remaining net is split again by the same shares; the change is booked on its day. */
    private List<BookedRefund> booked(
            PerformanceRule rule, BrandBook book, String brand, Shares shares, StageShares stages, Policy policy) {
        List<BookedRefund> booked = new ArrayList<>(book.matches().size());
        long net = book.paid();
        for (BrandBook.Match match : book.matches()) {
            Refund refund = match.refund();
            booked.add(new BookedRefund(
                    refund,
                    reference.businessDay(refund.store(), brand, refund.occurredAt(), policy),
                    match.matched(),
                    match.unmatched(),
                    match.unmatched() == 0 ? null : rule.ofUnmatched(refund),
                    shares.change(net, net - match.matched()),
                    stages.change(net, net - match.matched())));
            net -= match.matched();
        }
        return booked;
    }
}
