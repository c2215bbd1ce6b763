package dev.touchline.attribution.fold;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Where each fen of the net of one sale and brand belongs: to touches or organic (赋能账), and to a store and guide, a
 * partner or the house (业绩账).
 *
 * @param paidAt payment of the order; without an order: the first refund's time
 * @param businessDay the day of that time at the selling (refunding) store, else of the brand
 * @param store store that sold; without an order: that refunded; empty: none
 * @param touches eligible touches in their total order, with what each model gives them
 * @param refunds the refunds of this brand by (occurred_at, key)
 * @param goods what was sold, by category and goods class; none without an order and for a twin
 * @param performance whose performance the net is, matched refunds included; null: there is no order, or it is a twin
 * @param shares what each stage has of it, by stage; empty: nothing is split, all of it is the performance's owner's
 */
public record LedgerEntry(
        Sale sale,
        String brand,
        String currency,
        Instant paidAt,
        LocalDate businessDay,
        String store,
        Amounts amounts,
        List<CreditedTouch> touches,
        List<BookedRefund> refunds,
        String policyVersion,
        List<GoodsPart> goods,
        Performance performance,
        List<PerformanceShare> shares) {
    /** 自然: what no touch has a part in; all of the net or nothing, under every model. */
    public long organic() {
        return touches.isEmpty() ? amounts.net() : 0;
    }

    /** Whether the sale counts. */
    public boolean present() {
        return !sale.twin();
    }
}
