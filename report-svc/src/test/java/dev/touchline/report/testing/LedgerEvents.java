package dev.touchline.report.testing;

import dev.touchline.attribution.v1.BookedRefund;
import dev.touchline.attribution.v1.CreditedTouch;
import dev.touchline.attribution.v1.GoodsPart;
import dev.touchline.attribution.v1.LedgerEntry;
import dev.touchline.attribution.v1.LedgerEvent;
import dev.touchline.attribution.v1.Model;
import dev.touchline.attribution.v1.ModelCredit;
import dev.touchline.attribution.v1.Performance;
import dev.touchline.kit.money.LargestRemainder;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.DocumentType;
import dev.touchline.type.v1.SalesChannel;
import dev.touchline.type.v1.TouchChannel;
import java.util.Arrays;
import java.util.List;

/** Ledgers as attribution-svc writes them: all six models, split by largest remainder. */
public final class LedgerEvents {

    /** One whole order. */
    public static final long WHOLE = 1_000_000_000_000L;

    /** Nobody but the house. */
    public static final Performance HOUSE =
            Performance.newBuilder().setHouse(true).setRole("HOUSE").build();

    private LedgerEvents() {}

    /** A store's and guide's performance. */
    public static Performance of(String store, String guide) {
        return Performance.newBuilder()
                .setStore(store)
                .setGuide(guide)
                .setRole("SALES_GUIDE")
                .build();
    }

    /** A partner's performance. */
    public static Performance partner(String partner) {
        return Performance.newBuilder().setPartner(partner).setRole("PARTNER").build();
    }

    /** A refund of an order on a day of its own, taken from the order's owner as far as it was matched, else from a store. */
    public static BookedRefund refundOn(String day, String number, long matched, long unmatched, Performance owner) {
        BookedRefund.Builder refund = refund(number, unmatched).toBuilder()
                .setBusinessDay(day)
                .setMatchedMinor(matched)
                .clearUnmatchedPerformance();
        return (unmatched == 0 ? refund : refund.setUnmatchedPerformance(owner)).build();
    }

    /** An eligible touch. */
    public record Eligible(long id, String campaign, TouchChannel channel) {}

    public static Eligible sms(long id, String campaign) {
        return new Eligible(id, campaign, TouchChannel.TOUCH_CHANNEL_SMS);
    }

    public static Eligible coupon(long id, String campaign) {
        return new Eligible(id, campaign, TouchChannel.TOUCH_CHANNEL_COUPON);
    }

    public static LedgerEvent event(long saleId, long version, LedgerEntry.Builder... entries) {
        LedgerEvent.Builder event = LedgerEvent.newBuilder().setSaleId(saleId).setVersion(version);
        for (LedgerEntry.Builder entry : entries) {
            event.addEntries(entry.setSaleId(saleId).setKey(key(DocumentType.DOCUMENT_TYPE_ORDER, "order-" + saleId)));
        }
        return event.build();
    }

    /** An order at a till, in yuan. */
    public static LedgerEntry.Builder order(String brand, String day, long paid, Eligible... touches) {
        return order(brand, day, paid, 0, touches);
    }

    /** An order with refunds that were matched. */
    public static LedgerEntry.Builder order(String brand, String day, long paid, long refunded, Eligible... touches) {
        long net = paid - refunded;
        LedgerEntry.Builder entry = LedgerEntry.newBuilder()
                .setBrand(brand)
                .setCurrencyCode("CNY")
                .setPresent(true)
                .setHasOrder(true)
                .setBusinessDay(day)
                .setSalesChannel(SalesChannel.SALES_CHANNEL_STORE)
                .setPaidMinor(paid)
                .setRefundedMinor(refunded)
                .setNetMinor(net)
                .setOrganicMinor(touches.length == 0 ? net : 0)
                .setPerformance(HOUSE)
                .addGoods(GoodsPart.newBuilder().setPaidMinor(paid).setRefundedMinor(refunded));
        for (int i = 0; i < touches.length; i++) {
            entry.addTouches(credited(net, i, touches));
        }
        return entry;
    }

    /** A refund whose order nobody knows. */
    public static LedgerEntry.Builder refundWithoutOrder(String brand, String day, long unmatched, String number) {
        return LedgerEntry.newBuilder()
                .setBrand(brand)
                .setCurrencyCode("CNY")
                .setPresent(true)
                .setBusinessDay(day)
                .setUnmatchedRefundMinor(unmatched)
                .addRefunds(refund(number, unmatched).toBuilder().setBusinessDay(day));
    }

    /** Adds a further refund of the same missing order. */
    public static LedgerEntry.Builder andRefund(LedgerEntry.Builder entry, String day, long unmatched, String number) {
        return entry.setUnmatchedRefundMinor(entry.getUnmatchedRefundMinor() + unmatched)
                .addRefunds(refund(number, unmatched).toBuilder().setBusinessDay(day));
    }

    /** A refund document of an entry with an order; only its key matters to reports. */
    public static BookedRefund refund(String number, long unmatched) {
        return BookedRefund.newBuilder()
                .setKey(key(DocumentType.DOCUMENT_TYPE_REFUND, number))
                .setUnmatchedMinor(unmatched)
                .setUnmatchedPerformance(HOUSE)
                .build();
    }

    private static DocumentKey key(DocumentType type, String number) {
        return DocumentKey.newBuilder()
                .setSource("till")
                .setType(type)
                .setNumber(number)
                .build();
    }

    private static CreditedTouch credited(long net, int nr, Eligible[] touches) {
        CreditedTouch.Builder credited = CreditedTouch.newBuilder()
                .setTouchId(touches[nr].id())
                .setCampaign(touches[nr].campaign())
                .setChannel(touches[nr].channel());
        for (Model model : models()) {
            long[] weights = weights(model, touches.length);
            long share = LargestRemainder.split(WHOLE, weights)[nr];
            if (share > 0) {
                credited.addCredits(ModelCredit.newBuilder()
                        .setModel(model)
                        .setAmountMinor(LargestRemainder.split(net, weights)[nr])
                        .setSharePpt(share));
            }
        }
        return credited.build();
    }

    /** The models of the contract. */
    public static List<Model> models() {
        return Arrays.stream(Model.values())
                .filter(model -> model != Model.MODEL_UNSPECIFIED && model != Model.UNRECOGNIZED)
                .toList();
    }

    private static long[] weights(Model model, int touches) {
        long[] weights = new long[touches];
        switch (model) {
            case MODEL_FIRST -> weights[0] = 1;
            case MODEL_LAST, MODEL_PRECEDENCE -> weights[touches - 1] = 1;
            case MODEL_LINEAR -> Arrays.fill(weights, 1);
            case MODEL_POSITION -> {
                Arrays.fill(weights, 20);
                weights[0] = 40;
                weights[touches - 1] = 40;
            }
            case MODEL_TIME_DECAY -> Arrays.setAll(weights, i -> 1L << i);
            case MODEL_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("model: " + model);
        }
        return weights;
    }
}
