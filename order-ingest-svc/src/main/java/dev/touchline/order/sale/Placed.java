package dev.touchline.order.sale;

import com.google.protobuf.ByteString;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.order.book.Entry;
import dev.touchline.order.book.SaleBook;
import dev.touchline.order.document.Content;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import java.time.Instant;

/** A document with the sale that it stands in, as a row. */
record Placed(SaleBook sale, Entry entry) {

    long saleId() {
        return sale.saleId();
    }

    long documentId() {
        return entry.documentId();
    }

    boolean setAside() {
        return sale.setsAside(entry);
    }

    /** Whether it counts zero because its twin counts. What is fresh, or set aside, is not (yet) paired. */
    boolean paired() {
        return entry.storedPaired() && !setAside();
    }

    /** Whether the stored row is not this one. */
    boolean changed() {
        return entry.state() != Entry.State.STORED || setAside() != entry.storedAside();
    }

    ByteString contentHash() {
        return Content.hash(entry.accepted());
    }

    Instant occurredAt() {
        return ProtoTime.instant(document().getOccurredAt());
    }

    String currency() {
        return document().getCurrencyCode();
    }

    long amountMinor() {
        return document().getLinesList().stream()
                .mapToLong(Line::getAmountMinor)
                .sum();
    }

    private Document document() {
        return entry.accepted().getDocument();
    }
}
