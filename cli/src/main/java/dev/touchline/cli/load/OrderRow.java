package dev.touchline.cli.load;

import com.google.protobuf.Timestamp;
import dev.touchline.cli.mapping.BadCell;
import dev.touchline.cli.mapping.Row;
import dev.touchline.order.v1.BuyerPlace;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.GoodsClass;
import dev.touchline.order.v1.Line;
import dev.touchline.order.v1.Places;
import dev.touchline.order.v1.Roles;
import dev.touchline.order.v1.SaleKind;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.DocumentType;
import dev.touchline.type.v1.SalesChannel;

/** Reads the parts of an order document from a row. */
final class OrderRow {
    private static final int MAX_LINE_NUMBER = 100_000;
    private static final int MAX_QUANTITY = 1_000_000;
    // What refund_of_line holds where a refund's own line numbers are those of the order.
    private static final String ITS_OWN = "line_number";

    private OrderRow() {}

    static DocumentKey key(Row row) throws BadCell {
        return DocumentKey.newBuilder()
                .setSource(sourceOr(row, "source"))
                .setType(row.choice("type", DocumentType.class, "DOCUMENT_TYPE_", DocumentType.DOCUMENT_TYPE_ORDER))
                .setNumber(row.required("number"))
                .build();
    }

    static long version(Row row) throws BadCell {
        return row.number("version", 0, 0, Long.MAX_VALUE);
    }

    static int lineNumber(Row row) throws BadCell {
        return (int) row.number("line_number", 1, 1, MAX_LINE_NUMBER);
    }

    /**
     * The number of the line of a row in its document: {@code own}, and on a refund that of the order's line, which a mapping
     * that knows both says in refund_of_line, and must where lines have no numbers in the file.
     */
    static int lineNumber(Row row, DocumentType type, int own) throws BadCell {
        boolean told = row.fills("refund_of_line") || row.fills("line_key");
        if (type != DocumentType.DOCUMENT_TYPE_REFUND || !told) {
            return own;
        }
        String line = row.text("refund_of_line");
        if (line.isEmpty()) {
            throw row.bad(
                    "refund_of_line",
                    "",
                    "the number of the order's line; where line_number is it: --constant refund_of_line=" + ITS_OWN);
        }
        boolean itsOwn = line.equals(ITS_OWN) && row.fills("line_number");
        return itsOwn ? lineNumber(row) : (int) row.number("refund_of_line", 1, 1, MAX_LINE_NUMBER);
    }

    static Document.Builder document(Row row, DocumentKey key, long version) throws BadCell {
        Document.Builder document = Document.newBuilder()
                .setKey(key)
                .setVersion(version)
                .setOccurredAt(row.requiredTime("occurred_at"))
                .setCurrencyCode(currency(row))
                .addAllIdentifiers(row.identifiers())
                .setSalesChannel(row.choice(
                        "sales_channel", SalesChannel.class, "SALES_CHANNEL_", SalesChannel.SALES_CHANNEL_UNSPECIFIED))
                .setKind(row.choice("kind", SaleKind.class, "SALE_KIND_", SaleKind.SALE_KIND_UNSPECIFIED))
                .setPaymentNumber(row.text("payment_number"))
                .addAllCoupons(row.list("coupons"));
        addPlacesAndRoles(row, document);
        addReferences(row, document);
        Long total = row.minor("stated_total", document.getCurrencyCode());
        if (total != null) {
            document.setStatedTotalMinor(total);
        }
        Timestamp deposit = row.time("deposit_at");
        if (deposit != null) {
            document.setDepositAt(deposit);
        }
        return document;
    }

    private static void addPlacesAndRoles(Row row, Document.Builder document) throws BadCell {
        Places places = Places.newBuilder()
                .setStore(row.text("store"))
                .setBuyer(row.choice("buyer", BuyerPlace.class, "BUYER_PLACE_", BuyerPlace.BUYER_PLACE_UNSPECIFIED))
                .setShippingStore(row.text("shipping_store"))
                .build();
        if (!places.equals(Places.getDefaultInstance())) {
            document.setPlaces(places);
        }
        Roles roles = Roles.newBuilder()
                .setSalesGuide(row.text("sales_guide"))
                .setLinkGuide(row.text("link_guide"))
                .setPartner(row.text("partner"))
                .setBoundGuide(row.text("bound_guide"))
                .setTouchGuide(row.text("touch_guide"))
                .build();
        if (!roles.equals(Roles.getDefaultInstance())) {
            document.setRoles(roles);
        }
    }

    private static void addReferences(Row row, Document.Builder document) throws BadCell {
        if (document.getKey().getType() == DocumentType.DOCUMENT_TYPE_REFUND) {
            document.setRefundOf(order(row, "refund_of"));
        }
        if (!row.text("exchange_of_number").isEmpty()) {
            document.setExchangeOf(order(row, "exchange_of"));
        }
    }

    private static DocumentKey order(Row row, String field) throws BadCell {
        return DocumentKey.newBuilder()
                .setSource(sourceOr(row, field + "_source"))
                .setType(DocumentType.DOCUMENT_TYPE_ORDER)
                .setNumber(row.required(field + "_number"))
                .build();
    }

    /** The line of a row, without its number. */
    static Line.Builder line(Row row, Document.Builder document) throws BadCell {
        String currency = document.getCurrencyCode();
        boolean negative = row.mapping().values().refundsNegative()
                && document.getKey().getType() != DocumentType.DOCUMENT_TYPE_ORDER;
        int least = negative ? -MAX_QUANTITY : 0;
        Line.Builder line = Line.newBuilder()
                .setBrand(row.text("brand"))
                .setSku(row.text("sku"))
                .setCategory(row.text("category"))
                .setGoodsClass(
                        row.choice("goods_class", GoodsClass.class, "GOODS_CLASS_", GoodsClass.GOODS_CLASS_UNSPECIFIED))
                .setQuantity((int) Math.abs(row.number("quantity", 1, least, MAX_QUANTITY)));
        String amount = row.required("amount");
        long minor = row.minor("amount", currency);
        if (negative && minor > 0) {
            throw row.bad("amount", amount, "a refund with a minus");
        }
        line.setAmountMinor(negative ? -minor : minor);
        Long cost = row.minor("cost", currency);
        if (cost != null) {
            line.setCostMinor(cost);
        }
        return line;
    }

    /** What the row says was given back of its line; 0: nothing; {@code whole}: all of it. */
    static long refundMinor(Row row, Document.Builder document, long whole) throws BadCell {
        if (document.getKey().getType() != DocumentType.DOCUMENT_TYPE_ORDER) {
            return 0;
        }
        Long stated = row.minor("refund_amount", document.getCurrencyCode());
        if (stated != null && stated < 0) {
            throw row.bad("refund_amount", row.text("refund_amount"), "0 or more");
        }
        boolean unsaid = stated == null || stated == 0;
        return unsaid ? row.refunded() ? whole : 0 : stated;
    }

    private static String currency(Row row) throws BadCell {
        String currency = row.text("currency");
        return currency.isEmpty() ? row.mapping().currency() : currency;
    }

    private static String sourceOr(Row row, String field) throws BadCell {
        String source = row.text(field);
        return source.isEmpty() ? row.mapping().source() : source;
    }
}
