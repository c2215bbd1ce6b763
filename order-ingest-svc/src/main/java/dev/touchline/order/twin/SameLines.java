package dev.touchline.order.twin;

import dev.touchline.kit.money.LargestRemainder;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Which lines of a till receipt the lines of its twin are: the one with the same number, brand and amount; else the only one
 * of its brand and SKU; else all of its brand, in proportion to what they cost the buyer. By it refunds of the twin reduce
 * lines of the receipt.
 */
final class SameLines {

    /** No order has a line of this number: a refund of it stays unmatched. */
    private static final int NO_LINE = 0;

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

    /** The index of the one line of the receipt that a line of the twin is. */
    Optional<Integer> same(int onlineNumber) {
        Line line = online.get(onlineNumber);
        OptionalInt exact = indexes()
                .filter(i -> receipt.getLines(i).getLineNumber() == onlineNumber
                        && receipt.getLines(i).getBrand().equals(line.getBrand())
                        && receipt.getLines(i).getAmountMinor() == line.getAmountMinor())
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

    /** A refund of the twin as a refund of the receipt's lines; its amount is the same. */
    AcceptedDocument follow(AcceptedDocument refund) {
        List<Line> lines = new ArrayList<>();
        refund.getDocument().getLinesList().forEach(line -> follow(line, lines));
        AcceptedDocument.Builder followed = refund.toBuilder();
        followed.getDocumentBuilder().clearLines().addAllLines(lines);
        return followed.build();
    }

    private void follow(Line refunded, List<Line> lines) {
        Line ordered = online.get(refunded.getLineNumber());
        if (ordered == null) {
            lines.add(refunded.toBuilder().setLineNumber(NO_LINE).build());
            return;
        }
        Optional<Integer> same = same(refunded.getLineNumber());
        List<Line> targets = same.map(index -> List.of(receipt.getLines(index)))
                .orElseGet(() -> receipt.getLinesList().stream()
                        .filter(line -> line.getBrand().equals(ordered.getBrand()))
                        .toList());
        long[] amounts = split(refunded.getAmountMinor(), targets);
        long[] items = split(refunded.getQuantity(), targets);
        for (int i = 0; i < targets.size(); i++) {
            if (amounts[i] != 0 || items[i] != 0) {
                lines.add(refunded.toBuilder()
                        .setLineNumber(targets.get(i).getLineNumber())
                        .setAmountMinor(amounts[i])
                        .setQuantity((int) items[i])
                        .build());
            }
        }
    }

    private static long[] split(long total, List<Line> targets) {
        long[] weights = targets.stream().mapToLong(Line::getAmountMinor).toArray();
        if (Arrays.stream(weights).sum() == 0) {
            weights[0] = 1;
        }
        return LargestRemainder.split(total, weights);
    }

    private IntStream indexes() {
        return IntStream.range(0, receipt.getLinesCount());
    }
}
