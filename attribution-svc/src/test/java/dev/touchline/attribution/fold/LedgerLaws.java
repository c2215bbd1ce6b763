package dev.touchline.attribution.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The invariants that hold for every ledger whatsoever, checked after every scenario and property. */
final class LedgerLaws {
    private LedgerLaws() {}

    static void hold(Ledger ledger) {
        Set<String> keys = new HashSet<>();
        for (LedgerEntry entry : ledger.entries()) {
            assertThat(keys.add(entry.sale().id() + "/" + entry.brand()))
                    .as("one entry a sale and brand")
                    .isTrue();
            amountsAreInBounds(entry.amounts());
            for (Model model : Model.values()) {
                creditsAddUp(entry, model);
            }
            bookingsAddUp(entry);
            goodsAddUp(entry);
            everyFenIsSomebodysPerformance(entry);
            stagesAddUp(entry);
            nobodyIsCreditedWithoutReach(entry);
        }
    }

    private static void amountsAreInBounds(Amounts amounts) {
        assertThat(amounts.refunded()).isBetween(0L, amounts.paid());
        assertThat(amounts.unmatchedRefund()).isNotNegative();
        assertThat(amounts.items()).isNotNegative();
    }

    private static void creditsAddUp(LedgerEntry entry, Model model) {
        long amount = 0;
        long share = 0;
        for (CreditedTouch touch : entry.touches()) {
            for (ModelCredit credit : touch.credits()) {
                if (credit.model() == model) {
                    assertThat(credit.amount()).isBetween(0L, entry.amounts().net());
                    amount += credit.amount();
                    share += credit.share();
                }
            }
        }
        assertThat(amount + entry.organic())
                .as("conservation of %s", model)
                .isEqualTo(entry.amounts().net());
        assertThat(share).as("shares of %s", model).isEqualTo(entry.touches().isEmpty() ? 0 : Shares.WHOLE);
    }

    /** Refunds one by one lead to the same state, in money and in every official credit. */
    private static void bookingsAddUp(LedgerEntry entry) {
        Amounts amounts = entry.amounts();
        assertThat(entry.refunds().stream().mapToLong(BookedRefund::matched).sum())
                .isEqualTo(amounts.refunded());
        assertThat(entry.refunds().stream().mapToLong(BookedRefund::unmatched).sum())
                .isEqualTo(amounts.unmatchedRefund());
        for (BookedRefund refund : entry.refunds()) {
            assertThat(refund.creditChange()).hasSameSizeAs(entry.touches());
            assertThat(refund.creditChange().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(entry.touches().isEmpty() ? 0 : -refund.matched());
        }
    }

    /** The parts of an order's goods are the order, and where every cost is known, their cost is its cost. */
    private static void goodsAddUp(LedgerEntry entry) {
        Amounts amounts = entry.amounts();
        assertThat(entry.goods().stream().mapToLong(GoodsPart::paid).sum()).isEqualTo(amounts.paid());
        assertThat(entry.goods().stream().mapToLong(GoodsPart::refunded).sum()).isEqualTo(amounts.refunded());
        assertThat(entry.goods().stream().mapToInt(GoodsPart::items).sum()).isEqualTo(amounts.items());
        assertThat(entry.goods())
                .allMatch(part -> part.costedNet() >= 0 && part.costedNet() <= part.paid() - part.refunded());
        if (amounts.cost() != null) {
            assertThat(entry.goods().stream().mapToLong(GoodsPart::cost).sum()).isEqualTo(amounts.cost());
            assertThat(entry.goods().stream().mapToLong(GoodsPart::costedNet).sum())
                    .isEqualTo(amounts.net());
        }
    }

    /** All of an order's net has one owner, and all of an unmatched refund the refunding store or the house. */
    private static void everyFenIsSomebodysPerformance(LedgerEntry entry) {
        assertThat(entry.performance() != null)
                .as("decided for every order that counts, and for nothing else")
                .isEqualTo(entry.sale().order() != null && entry.present());
        if (entry.performance() != null) {
            Owner owner = entry.performance().owner();
            assertThat(owner.partner().isEmpty() || (owner.store() + owner.guide()).isEmpty())
                    .as("a partner is a node of its own")
                    .isTrue();
        }
        for (BookedRefund refund : entry.refunds()) {
            assertThat(refund.unmatchedPerformance() != null).isEqualTo(refund.unmatched() > 0);
            if (refund.unmatched() > 0) {
                Owner owner = refund.unmatchedPerformance().owner();
                assertThat(owner.house()
                                || owner.equals(Owner.node(refund.refund().store(), "")))
                        .isTrue();
            }
        }
    }

    /** Where the net is split, the shares add up to it and to what was paid, and refunds one by one lead from one to the other. */
    private static void stagesAddUp(LedgerEntry entry) {
        List<PerformanceShare> shares = entry.shares();
        if (!shares.isEmpty()) {
            assertThat(entry.performance()).isNotNull();
            assertThat(shares.stream().mapToLong(PerformanceShare::net).sum())
                    .isEqualTo(entry.amounts().net());
            assertThat(shares.stream().mapToLong(PerformanceShare::paid).sum())
                    .isEqualTo(entry.amounts().paid());
        }
        for (int i = 0; i < shares.size(); i++) {
            PerformanceShare share = shares.get(i);
            int stage = i;
            assertThat(share.owner().house()).isFalse();
            assertThat(share.net()).isBetween(0L, entry.amounts().net());
            assertThat(share.paid()
                            + entry.refunds().stream()
                                    .mapToLong(refund -> refund.shareChange().get(stage))
                                    .sum())
                    .isEqualTo(share.net());
        }
        assertThat(entry.refunds())
                .allSatisfy(refund -> assertThat(refund.shareChange()).hasSameSizeAs(shares));
    }

    private static void nobodyIsCreditedWithoutReach(LedgerEntry entry) {
        for (CreditedTouch touch : entry.touches()) {
            assertThat(touch.touch().campaign()).isNotEmpty();
            assertThat(touch.qualifiedAt()).isBeforeOrEqualTo(entry.paidAt());
            assertThat(touch.touch().stages())
                    .containsAnyOf(
                            Map.entry(Stage.EXECUTED, touch.qualifiedAt()),
                            Map.entry(Stage.DELIVERED, touch.qualifiedAt()),
                            Map.entry(Stage.RESPONDED, touch.qualifiedAt()));
        }
        assertThat(entry.sale().order() != null || entry.touches().isEmpty()).isTrue();
    }
}
