package dev.touchline.cli.load;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.touchline.cli.mapping.BadCell;
import dev.touchline.cli.mapping.Row;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import dev.touchline.order.v1.Places;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.DocumentType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A document whose rows are being read, and the refund that the same rows may tell of. What depends on all rows is done at the
 * end: lines without a number get one, and a total that is stated for the whole order is spread over its lines.
 */
final class PendingDocument {
    // Digits as numbers: shorter is less, where all are digits.
    private static final Comparator<PendingLine> BY_KEY =
            Comparator.comparing((PendingLine line) -> line.key().length()).thenComparing(PendingLine::key);

    // Given back is what the line is worth in the end.
    private static final long WHOLE = Long.MAX_VALUE;

    private final Document.Builder head;
    private final boolean keyed;
    private final Long paidTotal;
    private final List<PendingLine> lines = new ArrayList<>();
    private String refundNumber = "";
    private Timestamp refundAt;

    /** A line with what tells it apart, and what was given back of it. */
    private record PendingLine(String key, Line.Builder line, long refundMinor) {}

    /** A document that begins with a row. */
    PendingDocument(Row row, DocumentKey key, long version) throws BadCell {
        this.head = OrderRow.document(row, key, version);
        this.keyed = row.fills("line_key");
        this.paidTotal = row.minor("paid_total", head.getCurrencyCode());
    }

    /** Adds the line of a row. */
    void add(Row row, int lineNumber) throws BadCell {
        Long total = row.minor("paid_total", head.getCurrencyCode());
        if (total != null && !total.equals(paidTotal)) {
            throw row.bad("paid_total", row.text("paid_total"), "the total of the order's first row");
        }
        DocumentType type = head.getKey().getType();
        Line.Builder line = OrderRow.line(row, head).setLineNumber(OrderRow.lineNumber(row, type, lineNumber));
        if (type == DocumentType.DOCUMENT_TYPE_REFUND && joined(line)) {
            return;
        }
        long refund = OrderRow.refundMinor(row, head, WHOLE);
        lines.add(new PendingLine(row.text("line_key"), line, refund));
        if (refund > 0) {
            refundNumber = refundNumber.isEmpty() ? row.text("refund_number") : refundNumber;
            refundAt = later(refundAt, row.time("refund_at"));
        }
    }

    // A receipt may give back the pieces of one line of the order one by one; a document has each line once.
    private boolean joined(Line.Builder more) {
        for (PendingLine each : lines) {
            Line.Builder line = each.line();
            if (line.getLineNumber() == more.getLineNumber()) {
                line.setQuantity(line.getQuantity() + more.getQuantity());
                line.setAmountMinor(line.getAmountMinor() + more.getAmountMinor());
                if (line.hasCostMinor() && more.hasCostMinor()) {
                    line.setCostMinor(line.getCostMinor() + more.getCostMinor());
                } else {
                    line.clearCostMinor();
                }
                return true;
            }
        }
        return false;
    }

    private static Timestamp later(Timestamp one, Timestamp other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Timestamps.compare(one, other) >= 0 ? one : other;
    }

    /** The document, and the refund if there is one. */
    List<Document> documents() {
        if (keyed && head.getKey().getType() != DocumentType.DOCUMENT_TYPE_REFUND) {
            lines.sort(BY_KEY);
            for (int i = 0; i < lines.size(); i++) {
                lines.get(i).line().setLineNumber(i + 1);
            }
        }
        if (paidTotal != null && paidTotal >= 0) {
            long[] shares = Spread.of(
                    paidTotal,
                    lines.stream()
                            .map(each -> Math.max(0, each.line().getAmountMinor()))
                            .toList());
            for (int i = 0; i < shares.length; i++) {
                lines.get(i).line().setAmountMinor(shares[i]);
            }
        }
        lines.forEach(each -> head.addLines(each.line()));
        Document order = head.build();
        return lines.stream().anyMatch(each -> refunded(each) > 0) ? List.of(order, refund(order)) : List.of(order);
    }

    private static long refunded(PendingLine each) {
        return each.refundMinor() == WHOLE ? each.line().getAmountMinor() : each.refundMinor();
    }

    // Its version is what was given back so far: an export made after another partial refund replaces it, one made
    // before
    // does not, and the same one is the same.
    private Document refund(Document order) {
        DocumentKey.Builder key = order.getKey().toBuilder().setType(DocumentType.DOCUMENT_TYPE_REFUND);
        if (!refundNumber.isEmpty()) {
            key.setNumber(refundNumber);
        }
        Document.Builder refund = Document.newBuilder()
                .setKey(key)
                .setOccurredAt(refundAt == null ? order.getOccurredAt() : refundAt)
                .setCurrencyCode(order.getCurrencyCode())
                .setRefundOf(order.getKey());
        if (!order.getPlaces().getStore().isEmpty()) {
            refund.setPlaces(Places.newBuilder().setStore(order.getPlaces().getStore()));
        }
        long total = 0;
        for (PendingLine each : lines) {
            long amount = refunded(each);
            if (amount > 0) {
                boolean whole = amount == each.line().getAmountMinor();
                refund.addLines(Line.newBuilder()
                        .setLineNumber(each.line().getLineNumber())
                        .setBrand(each.line().getBrand())
                        .setQuantity(whole ? each.line().getQuantity() : 0)
                        .setAmountMinor(amount));
                total += amount;
            }
        }
        return refund.setVersion(total).build();
    }
}
