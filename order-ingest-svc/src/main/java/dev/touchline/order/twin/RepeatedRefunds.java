package dev.touchline.order.twin;

import dev.touchline.kit.text.NaturalOrder;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.type.v1.DocumentKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Refunds that were reported for both of two twins and are one: of one amount and not far apart, not of two payment numbers,
 * and, unless of one payment number, not of other lines; one payment number first, then the smallest time difference, then
 * the least keys. Each is one of at most one.
 */
final class RepeatedRefunds {

    private record Both(RefundedLines receipt, RefundedLines online) {

        private static final Comparator<Both> NEAREST = Comparator.comparing((Both both) -> !both.onePayment())
                .thenComparing(Both::apart)
                .thenComparing(both -> key(both.receipt), NaturalOrder.INSTANCE)
                .thenComparing(both -> key(both.online), NaturalOrder.INSTANCE);

        private static String key(RefundedLines refund) {
            DocumentKey key = refund.key();
            return key.getNumber() + '\u0000' + key.getSource() + '\u0000' + key.getTypeValue();
        }

        boolean mayBeOne(Duration within) {
            return receipt.amount() == online.amount()
                    && apart().compareTo(within) <= 0
                    && (onePayment() || !twoPayments() && !receipt.otherThan(online));
        }

        private boolean onePayment() {
            return !payment(receipt).isEmpty() && payment(receipt).equals(payment(online));
        }

        private boolean twoPayments() {
            return !onePayment()
                    && !payment(receipt).isEmpty()
                    && !payment(online).isEmpty();
        }

        private Duration apart() {
            return Duration.between(
                            ProtoTime.instant(receipt.document().getOccurredAt()),
                            ProtoTime.instant(online.document().getOccurredAt()))
                    .abs();
        }

        private static String payment(RefundedLines refund) {
            return refund.document().getPaymentNumber();
        }
    }

    private RepeatedRefunds() {}

    /** Keys of the online order's refunds that the receipt has, too. */
    static Set<DocumentKey> among(
            List<AcceptedDocument> receipt, List<AcceptedDocument> online, SameLines lines, Duration within) {
        List<RefundedLines> others = online.stream()
                .map(refund -> RefundedLines.of(refund.getDocument(), lines, lines::same))
                .toList();
        List<Both> candidates = new ArrayList<>();
        for (AcceptedDocument refund : receipt) {
            RefundedLines one = RefundedLines.of(refund.getDocument(), lines, lines::ofReceipt);
            others.stream()
                    .map(other -> new Both(one, other))
                    .filter(both -> both.mayBeOne(within))
                    .forEach(candidates::add);
        }
        candidates.sort(Both.NEAREST);
        Set<DocumentKey> taken = new HashSet<>();
        Set<DocumentKey> repeated = new HashSet<>();
        for (Both both : candidates) {
            if (!taken.contains(both.receipt().key())
                    && !repeated.contains(both.online().key())) {
                taken.add(both.receipt().key());
                repeated.add(both.online().key());
            }
        }
        return repeated;
    }
}
