package dev.touchline.order;

import dev.touchline.kit.time.ProtoTime;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.DocumentType;
import dev.touchline.type.v1.Identifier;
import dev.touchline.type.v1.IdentifierType;
import dev.touchline.type.v1.SalesChannel;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Documents for tests: valid ones, to be spoilt in one place. */
public final class Documents {

    public static final Instant NOON = Instant.parse("2026-03-08T12:00:00Z");

    private static final AtomicLong NUMBERS = new AtomicLong();

    private Documents() {}

    /** A number that no other document has. */
    public static String number() {
        return "n" + NUMBERS.incrementAndGet();
    }

    public static DocumentKey key(DocumentType type, String number) {
        return DocumentKey.newBuilder()
                .setSource("till")
                .setType(type)
                .setNumber(number)
                .build();
    }

    public static DocumentKey orderKey(String number) {
        return key(DocumentType.DOCUMENT_TYPE_ORDER, number);
    }

    /** An order of 100.00 and 50.00 CNY. */
    public static Document.Builder order(String number) {
        return Document.newBuilder()
                .setKey(orderKey(number))
                .setOccurredAt(ProtoTime.timestamp(NOON))
                .setCurrencyCode("CNY")
                .setSalesChannel(SalesChannel.SALES_CHANNEL_STORE)
                .addLines(line(1, 10_000))
                .addLines(line(2, 5_000));
    }

    /** A refund of 20.00 CNY of line 1. */
    public static Document.Builder refund(String number, String order) {
        return Document.newBuilder()
                .setKey(key(DocumentType.DOCUMENT_TYPE_REFUND, number))
                .setOccurredAt(ProtoTime.timestamp(NOON.plusSeconds(3600)))
                .setCurrencyCode("CNY")
                .setRefundOf(orderKey(order))
                .addLines(Line.newBuilder().setLineNumber(1).setQuantity(1).setAmountMinor(2_000));
    }

    /** A refund of 20.00 CNY whose order nobody knows. */
    public static Document.Builder refundWithoutOrder(String number) {
        return refund(number, "none")
                .clearRefundOf()
                .clearLines()
                .addLines(line(1, 2_000))
                .setKey(key(DocumentType.DOCUMENT_TYPE_REFUND_WITHOUT_ORDER, number));
    }

    public static Line line(int number, long amount) {
        return Line.newBuilder()
                .setLineNumber(number)
                .setBrand("north")
                .setQuantity(1)
                .setAmountMinor(amount)
                .build();
    }

    public static Identifier phone(String value) {
        return identifier(IdentifierType.IDENTIFIER_TYPE_PHONE, value);
    }

    public static Identifier identifier(IdentifierType type, String value) {
        return Identifier.newBuilder().setType(type).setValue(value).build();
    }
}
