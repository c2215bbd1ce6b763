package dev.touchline.order.twin;

import dev.touchline.kit.money.LargestRemainder;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Refunds of the twin as refunds of the receipt's lines, of the same amount. Each names a line once, and of lines among which it
 * is split their numbers alone: one event carries all refunds of a couple, and each may be split among all lines.
 */
record FollowingRefunds(LineParts parts) {

    /** No order has a line of this number: a refund of it stays unmatched. */
    private static final int NO_LINE = 0;

    /** A refund of the twin as one of the receipt. */
    AcceptedDocument of(AcceptedDocument refund) {
        SortedMap<Integer, Line.Builder> lines = new TreeMap<>();
        SortedMap<String, Line.Builder> strange = new TreeMap<>();
        for (Line line : refund.getDocument().getLinesList()) {
            SortedMap<Integer, Long> targets = parts.of(line.getLineNumber());
            if (targets.isEmpty()) {
                add(strange, line.getBrand(), NO_LINE, line.getAmountMinor(), line.getQuantity())
                        .setBrand(line.getBrand());
            } else {
                split(line, targets, lines);
            }
        }
        AcceptedDocument.Builder following = refund.toBuilder();
        Document.Builder document = following.getDocumentBuilder().clearLines();
        strange.values().forEach(document::addLines);
        lines.values().forEach(document::addLines);
        return following.build();
    }

    private static void split(Line refunded, SortedMap<Integer, Long> targets, Map<Integer, Line.Builder> lines) {
        long[] weights = targets.values().stream().mapToLong(Long::longValue).toArray();
        if (Arrays.stream(weights).sum() == 0) {
            weights[0] = 1;
        }
        long[] amounts = LargestRemainder.split(refunded.getAmountMinor(), weights);
        long[] items = LargestRemainder.split(refunded.getQuantity(), weights);
        int i = 0;
        for (int number : targets.keySet()) {
            if (amounts[i] != 0 || items[i] != 0 || targets.size() == 1) {
                add(lines, number, number, amounts[i], items[i]);
            }
            i++;
        }
        if (targets.size() == 1 && !refunded.getBrand().isEmpty()) {
            lines.get(targets.firstKey()).setBrand(refunded.getBrand());
        }
    }

    private static <K> Line.Builder add(Map<K, Line.Builder> lines, K key, int number, long amount, long items) {
        Line.Builder line =
                lines.computeIfAbsent(key, first -> Line.newBuilder().setLineNumber(number));
        return line.setAmountMinor(line.getAmountMinor() + amount).setQuantity(line.getQuantity() + (int) items);
    }
}
