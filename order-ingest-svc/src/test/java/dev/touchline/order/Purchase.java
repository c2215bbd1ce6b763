package dev.touchline.order;

import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Places;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.SalesChannel;
import java.time.Duration;

/** Reports of one purchase for tests: in a store and by a payment number of its own. */
public record Purchase(String till, String mini) {

    public static Purchase next() {
        return new Purchase(Documents.number(), Documents.number());
    }

    public Document.Builder receipt() {
        return of(Documents.order(till));
    }

    public Document.Builder online() {
        return online(mini);
    }

    /** Another online order of the same payment. */
    public Document.Builder online(String number) {
        return of(Documents.order(number).setKey(miniKey(number)))
                .setSalesChannel(SalesChannel.SALES_CHANNEL_MINI_PROGRAM);
    }

    /** A refund of the online order, an hour after the receipt's. */
    public Document.Builder refundOfOnline(String number) {
        Document.Builder refund = Documents.refund(number, mini).setRefundOf(miniKey());
        refund.getKeyBuilder().setSource("mini");
        refund.getOccurredAtBuilder()
                .setSeconds(refund.getOccurredAt().getSeconds()
                        + Duration.ofHours(1).toSeconds());
        return refund;
    }

    public DocumentKey miniKey() {
        return miniKey(mini);
    }

    public static DocumentKey miniKey(String number) {
        return Documents.orderKey(number).toBuilder().setSource("mini").build();
    }

    private Document.Builder of(Document.Builder order) {
        return order.setPlaces(Places.newBuilder().setStore("S-" + till)).setPaymentNumber("pay-" + till);
    }
}
