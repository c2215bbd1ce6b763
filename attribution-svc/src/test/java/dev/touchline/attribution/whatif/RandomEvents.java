package dev.touchline.attribution.whatif;

import dev.touchline.attribution.testing.Told;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import dev.touchline.order.v1.Places;
import dev.touchline.order.v1.Sale;
import dev.touchline.order.v1.SaleEvent;
import dev.touchline.touch.v1.ArmAssignment;
import dev.touchline.touch.v1.Campaign;
import dev.touchline.touch.v1.StageFact;
import dev.touchline.touch.v1.Touch;
import dev.touchline.touch.v1.TouchEvent;
import dev.touchline.touch.v1.TouchStage;
import dev.touchline.type.v1.Arm;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.DocumentType;
import dev.touchline.type.v1.SalesChannel;
import dev.touchline.type.v1.TouchChannel;
import dev.touchline.type.v1.TouchKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Everything that may be told, by chance, of so few people that ties, coupons, twins, merged members, control arms, refunds
 * of all kinds, foreign brands and unknown campaigns are common.
 */
final class RandomEvents {

    private static final int MEMBERS = 30;
    private static final String[] CAMPAIGNS = {"c1", "c2", "c10", "c9", "unknown", ""};
    private static final String[] BRANDS = {"B", "X"};
    private static final String[] STORES = {"S", "T", ""};

    private final Random random;
    private long version = 10;

    RandomEvents(long seed) {
        random = new Random(seed);
    }

    /** A world: about so many touches and as many sales. */
    List<FeedEvent> world(int size) {
        List<FeedEvent> world = new ArrayList<>(List.of(
                Told.brand("B", "Asia/Shanghai", 1),
                Told.store("S", "B", "Europe/Paris", 4, 1),
                campaign("c1", "", null),
                campaign("c2", "B", null),
                campaign("c10", "X", null),
                campaign("c9", "", at(40))));
        for (int id = 1; id <= size; id++) {
            world.add(touch(id));
            world.add(sale(id));
        }
        for (int member = 1; member <= MEMBERS; member++) {
            world.add(member(member));
        }
        for (int i = 0; i < 5; i++) {
            world.add(Told.control(CAMPAIGNS[random.nextInt(4)], 1 + random.nextInt(MEMBERS)));
        }
        return world;
    }

    /** Something new, of any kind. */
    FeedEvent news(int size) {
        version++;
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> touch(1 + random.nextInt(size + 20));
            case 3, 4, 5 -> sale(1 + random.nextInt(size + 20));
            case 6 -> member(1 + random.nextInt(MEMBERS));
            case 7 -> campaign(CAMPAIGNS[random.nextInt(5)], "", random.nextBoolean() ? at(random.nextInt(60)) : null);
            case 8 ->
                random.nextBoolean()
                        ? Told.control(CAMPAIGNS[random.nextInt(4)], 1 + random.nextInt(MEMBERS))
                        : storeArm();
            default ->
                random.nextBoolean()
                        ? Told.store("T", "B", "", random.nextInt(6), version)
                        : Told.brand(BRANDS[random.nextInt(2)], "Asia/Tokyo", version);
        };
    }

    private FeedEvent member(long id) {
        return Told.member(id, random.nextInt(5) == 0 ? 1 + random.nextInt(MEMBERS / 5) : id, version);
    }

    private FeedEvent storeArm() {
        ArmAssignment arm = ArmAssignment.newBuilder()
                .setCampaign(CAMPAIGNS[random.nextInt(4)])
                .setStore("T")
                .setArm(Arm.ARM_CONTROL)
                .build();
        return event(
                "arm/" + arm.getCampaign() + "/T",
                TouchEvent.newBuilder().setVersion(version).setArm(arm).build().toByteString());
    }

    private FeedEvent campaign(String key, String brand, Instant cancelled) {
        Campaign.Builder campaign = Campaign.newBuilder()
                .setKey(key)
                .setBrand(brand)
                .setStart(ProtoTime.timestamp(at(random.nextInt(10))))
                .setEnd(ProtoTime.timestamp(at(40 + random.nextInt(60))));
        if (cancelled != null) {
            campaign.setCancelledAt(ProtoTime.timestamp(cancelled));
        }
        return event(
                "campaign/" + key,
                TouchEvent.newBuilder()
                        .setVersion(version)
                        .setCampaign(campaign)
                        .build()
                        .toByteString());
    }

    private FeedEvent touch(long id) {
        TouchChannel channel = TouchChannel.forNumber(1 + random.nextInt(11));
        Touch.Builder touch = Touch.newBuilder()
                .setTouchId(id)
                .setKey(TouchKey.newBuilder()
                        .setSource(random.nextBoolean() ? "sms" : "wecom")
                        .setNumber("t" + id))
                .setCampaign(CAMPAIGNS[random.nextInt(CAMPAIGNS.length)])
                .setChannel(channel)
                .setMemberId(random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(MEMBERS))
                .setStore(STORES[random.nextInt(3)]);
        for (TouchStage stage : TouchStage.values()) {
            boolean ending = stage == TouchStage.TOUCH_STAGE_FAILED || stage == TouchStage.TOUCH_STAGE_CANCELLED;
            if (stage.ordinal() > 0 && stage != TouchStage.UNRECOGNIZED && random.nextInt(ending ? 8 : 2) == 0) {
                touch.addStages(StageFact.newBuilder()
                        .setStage(stage)
                        .setOccurredAt(ProtoTime.timestamp(at(random.nextInt(60)))));
            }
        }
        if (random.nextBoolean()) {
            touch.setCoupon("k" + random.nextInt(20));
        }
        if (random.nextInt(4) == 0) {
            String of = random.nextBoolean() ? "o" : "twin";
            touch.setRedeemedOn(key(DocumentType.DOCUMENT_TYPE_ORDER, of + (1 + random.nextInt(100))));
        }
        if (random.nextInt(4) == 0) {
            touch.setExpiresAt(ProtoTime.timestamp(at(random.nextInt(90))));
        }
        return event(
                "touch/" + id,
                TouchEvent.newBuilder()
                        .setVersion(version)
                        .setTouch(touch)
                        .build()
                        .toByteString());
    }

    private FeedEvent sale(long id) {
        Sale.Builder sale = Sale.newBuilder()
                .setSaleId(id)
                .setKey(key(DocumentType.DOCUMENT_TYPE_ORDER, "o" + id))
                .setMemberId(random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(MEMBERS));
        if (random.nextInt(8) > 0) {
            Document.Builder order = document(DocumentType.DOCUMENT_TYPE_ORDER, "o" + id, 1 + random.nextInt(3))
                    .setSalesChannel(SalesChannel.SALES_CHANNEL_STORE);
            if (random.nextBoolean()) {
                order.addCoupons("k" + random.nextInt(20)).addCoupons("k" + random.nextInt(20));
            }
            sale.setOrder(AcceptedDocument.newBuilder().setDocument(order));
        }
        for (int refund = random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0; refund > 0; refund--) {
            sale.addRefunds(AcceptedDocument.newBuilder()
                    .setDocument(document(DocumentType.DOCUMENT_TYPE_REFUND, "r" + id + "-" + refund, 2)));
        }
        if (random.nextInt(12) == 0) {
            sale.setPairedWith(key(DocumentType.DOCUMENT_TYPE_ORDER, "o0"));
        } else if (random.nextInt(4) == 0) {
            sale.setTwin(key(DocumentType.DOCUMENT_TYPE_ORDER, "twin" + id));
        }
        return event(
                "sale/" + id,
                SaleEvent.newBuilder().setVersion(version).setSale(sale).build().toByteString());
    }

    private Document.Builder document(DocumentType type, String number, int lines) {
        Document.Builder document = Document.newBuilder()
                .setKey(key(type, number))
                .setOccurredAt(ProtoTime.timestamp(at(random.nextInt(100))))
                .setCurrencyCode(random.nextInt(6) == 0 ? "EUR" : "CNY")
                .setPlaces(Places.newBuilder().setStore(STORES[random.nextInt(3)]));
        for (int line = 1; line <= lines; line++) {
            document.addLines(Line.newBuilder()
                    .setLineNumber(line)
                    .setBrand(BRANDS[random.nextInt(2)])
                    .setQuantity(random.nextInt(4))
                    .setAmountMinor(random.nextInt(1_000)));
        }
        return document;
    }

    private static DocumentKey key(DocumentType type, String number) {
        return DocumentKey.newBuilder()
                .setSource("till")
                .setType(type)
                .setNumber(number)
                .build();
    }

    private static Instant at(int hour) {
        return Told.START.plusSeconds(3_600L * hour).plusNanos(hour % 3 == 0 ? 123_456_789 : 0);
    }

    private static FeedEvent event(String key, com.google.protobuf.ByteString body) {
        return FeedEvent.newBuilder().setKey(key).setBody(body).build();
    }
}
