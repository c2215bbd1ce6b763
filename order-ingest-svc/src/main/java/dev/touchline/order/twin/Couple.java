package dev.touchline.order.twin;

import com.google.protobuf.util.Timestamps;
import dev.touchline.kit.text.NaturalOrder;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Sale;
import dev.touchline.type.v1.DocumentKey;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What two reports of one purchase are together. The till receipt stands: with its lines and amounts, with what only the
 * online order knows, and with the refunds of both, one that was reported for both once. The online order counts zero and
 * names the receipt.
 *
 * @param standing the receipt as others see it
 * @param twin the online order as others see it
 * @param repeated refunds of the online order that the receipt has, too
 */
public record Couple(Sale standing, Sale twin, Set<DocumentKey> repeated) {

    private static final Comparator<AcceptedDocument> BY_TIME = Comparator.comparing(
                    (AcceptedDocument each) -> each.getDocument().getOccurredAt(), Timestamps.comparator())
            .thenComparing(each -> each.getDocument().getKey().getNumber(), NaturalOrder.INSTANCE)
            .thenComparing(each -> each.getDocument().getKey().getSource(), NaturalOrder.INSTANCE)
            .thenComparing(each -> each.getDocument().getKey().getTypeValue());

    /** The couple of two sales, each as it would be alone. */
    public static Couple of(Sale receipt, Sale online, Rules rules) {
        Document own = receipt.getOrder().getDocument();
        Document other = online.getOrder().getDocument();
        SameLines lines = SameLines.of(own, other);
        FollowingRefunds following = new FollowingRefunds(LineParts.of(own, other, lines));
        Set<DocumentKey> repeated =
                RepeatedRefunds.among(receipt.getRefundsList(), online.getRefundsList(), lines, rules.refundWithin());
        Sale.Builder standing = receipt.toBuilder()
                .setOrder(Completion.of(receipt.getOrder(), online.getOrder(), lines))
                .clearRefunds()
                .addAllRefunds(Stream.concat(
                                receipt.getRefundsList().stream(),
                                online.getRefundsList().stream()
                                        .filter(refund -> !repeated.contains(
                                                refund.getDocument().getKey()))
                                        .map(following::of))
                        .sorted(BY_TIME)
                        .toList())
                .setTwin(online.getKey());
        if (receipt.getMemberId() == 0) {
            standing.setMemberId(online.getMemberId());
        }
        return new Couple(
                standing.build(),
                online.toBuilder().setPairedWith(receipt.getKey()).build(),
                repeated);
    }

    /** Documents of the twin that count zero: its order, and the refunds that the receipt has, too. */
    public Set<DocumentKey> paired() {
        return Stream.concat(Stream.of(twin.getKey()), repeated.stream()).collect(Collectors.toSet());
    }
}
