package dev.touchline.order.twin;

import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import dev.touchline.type.v1.DocumentKey;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * A refund of one of two twins, and what it takes from which line of the receipt.
 *
 * @param amount of all its lines; minor units
 * @param byLine minor units by index of the receipt's line; empty: it cannot be told, because a line of it is no single line of
 *     the receipt, or it takes more from one than that cost
 */
record RefundedLines(Document document, long amount, Optional<Map<Integer, Long>> byLine) {

    /** What a refund takes; {@code which} answers the index of the receipt's line that a number of its lines means. */
    static RefundedLines of(Document refund, SameLines lines, IntFunction<Optional<Integer>> which) {
        long amount =
                refund.getLinesList().stream().mapToLong(Line::getAmountMinor).sum();
        return new RefundedLines(refund, amount, byLine(refund, lines, which));
    }

    private static Optional<Map<Integer, Long>> byLine(
            Document refund, SameLines lines, IntFunction<Optional<Integer>> which) {
        Map<Integer, Long> byLine = new TreeMap<>();
        for (Line line : refund.getLinesList()) {
            Optional<Integer> index = which.apply(line.getLineNumber());
            if (index.isEmpty()) {
                return Optional.empty();
            }
            if (line.getAmountMinor() > 0) {
                byLine.merge(index.get(), line.getAmountMinor(), Long::sum);
            }
        }
        boolean fits = byLine.entrySet().stream()
                .allMatch(each ->
                        each.getValue() <= lines.receiptLine(each.getKey()).getAmountMinor());
        return fits ? Optional.of(byLine) : Optional.empty();
    }

    DocumentKey key() {
        return document.getKey();
    }

    /** Whether both tell what they take, and it is not the same. */
    boolean otherThan(RefundedLines other) {
        return byLine.isPresent() && other.byLine.isPresent() && !byLine.equals(other.byLine);
    }
}
