package dev.touchline.order.twin;

import dev.touchline.kit.text.NaturalOrder;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Line;
import dev.touchline.type.v1.DocumentKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Refunds that were reported for both of two twins and are one: of one amount and not far apart, and not of two payment
 * numbers; one payment number first, then the smallest time difference, then the least keys. Each is one of at most one.
 */
final class RepeatedRefunds {

    private record Both(AcceptedDocument receipt, AcceptedDocument online) {

        private static final Comparator<Both> NEAREST = Comparator.comparing(Both::otherPayment)
                .thenComparing(Both::apart)
                .thenComparing(both -> key(both.receipt), NaturalOrder.INSTANCE)
                .thenComparing(both -> key(both.online), NaturalOrder.INSTANCE);

        private static String key(AcceptedDocument refund) {
            DocumentKey key = refund.getDocument().getKey();
            return key.getNumber() + '\u0000' + key.getSource() + '\u0000' + key.getTypeValue();
        }

        boolean otherPayment() {
            return payment(receipt).isEmpty() || !payment(receipt).equals(payment(online));
        }

        boolean twoPayments() {
            return otherPayment()
                    && !payment(receipt).isEmpty()
                    && !payment(online).isEmpty();
        }

        Duration apart() {
            return Duration.between(
                            ProtoTime.instant(receipt.getDocument().getOccurredAt()),
                            ProtoTime.instant(online.getDocument().getOccurredAt()))
                    .abs();
        }

        private static String payment(AcceptedDocument refund) {
            return refund.getDocument().getPaymentNumber();
        }
    }

    private RepeatedRefunds() {}

    /** Keys of the online order's refunds that the receipt has, too. */
    static Set<DocumentKey> among(List<AcceptedDocument> receipt, List<AcceptedDocument> online, Duration within) {
        List<Both> both = new ArrayList<>();
        for (AcceptedDocument one : receipt) {
            for (AcceptedDocument other : online) {
                Both each = new Both(one, other);
                if (amount(one) == amount(other)
                        && !each.twoPayments()
                        && each.apart().compareTo(within) <= 0) {
                    both.add(each);
                }
            }
        }
        both.sort(Both.NEAREST);
        Set<DocumentKey> taken = new HashSet<>();
        Set<DocumentKey> repeated = new HashSet<>();
        for (Both each : both) {
            DocumentKey one = each.receipt().getDocument().getKey();
            DocumentKey other = each.online().getDocument().getKey();
            if (!taken.contains(one) && !repeated.contains(other)) {
                taken.add(one);
                repeated.add(other);
            }
        }
        return repeated;
    }

    private static long amount(AcceptedDocument refund) {
        return refund.getDocument().getLinesList().stream()
                .mapToLong(Line::getAmountMinor)
                .sum();
    }
}
