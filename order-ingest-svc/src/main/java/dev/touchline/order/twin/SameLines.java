package dev.touchline.order.twin;

import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Which line of a till receipt a line of its twin is: the one with the same number, brand and amount and no other SKU; else the
 * only one of its brand and SKU. Several lines of the twin may be one of the receipt.
 */
final class SameLines {

    private final Document receipt;
    private final Map<Integer, Line> online = new HashMap<>();

    private SameLines(Document receipt) {
        this.receipt = receipt;
    }

    static SameLines of(Document receipt, Document online) {
        SameLines lines = new SameLines(receipt);
        online.getLinesList().forEach(line -> lines.online.put(line.getLineNumber(), line));
        return lines;
    }

    /** The index of the line of the receipt that a line of the twin is; empty: none, or it cannot be told. */
    Optional<Integer> same(int onlineNumber) {
        Line line = online.get(onlineNumber);
        if (line == null) {
            return Optional.empty();
        }
        OptionalInt exact = indexes()
                .filter(i -> receipt.getLines(i).getLineNumber() == onlineNumber
                        && receipt.getLines(i).getBrand().equals(line.getBrand())
                        && receipt.getLines(i).getAmountMinor() == line.getAmountMinor()
                        && !otherSku(receipt.getLines(i), line))
                .findFirst();
        if (exact.isPresent()) {
            return Optional.of(exact.getAsInt());
        }
        int[] bySku = indexes()
                .filter(i -> !line.getSku().isEmpty()
                        && receipt.getLines(i).getSku().equals(line.getSku())
                        && receipt.getLines(i).getBrand().equals(line.getBrand()))
                .toArray();
        return bySku.length == 1 ? Optional.of(bySku[0]) : Optional.empty();
    }

    /** The index of the line of the receipt that has a number. */
    Optional<Integer> ofReceipt(int number) {
        return indexes()
                .filter(i -> receipt.getLines(i).getLineNumber() == number)
                .boxed()
                .findFirst();
    }

    /** The line of the receipt at an index. */
    Line receiptLine(int index) {
        return receipt.getLines(index);
    }

    private static boolean otherSku(Line one, Line other) {
        return !one.getSku().isEmpty()
                && !other.getSku().isEmpty()
                && !one.getSku().equals(other.getSku());
    }

    private IntStream indexes() {
        return IntStream.range(0, receipt.getLinesCount());
    }
}
