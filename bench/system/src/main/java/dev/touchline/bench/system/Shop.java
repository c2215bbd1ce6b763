package dev.touchline.bench.system;

import com.google.protobuf.Timestamp;
import dev.touchline.cli.peer.Service;
import dev.touchline.member.v1.Brand;
import dev.touchline.member.v1.MemberInput;
import dev.touchline.member.v1.MemberServiceGrpc;
import dev.touchline.member.v1.OrganisationServiceGrpc;
import dev.touchline.member.v1.Store;
import dev.touchline.member.v1.StoreKind;
import dev.touchline.member.v1.UpsertMembersRequest;
import dev.touchline.member.v1.UpsertOrganisationRequest;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import dev.touchline.order.v1.Places;
import dev.touchline.touch.v1.Campaign;
import dev.touchline.touch.v1.CampaignServiceGrpc;
import dev.touchline.touch.v1.RecordTouchesRequest;
import dev.touchline.touch.v1.StageFact;
import dev.touchline.touch.v1.Touch;
import dev.touchline.touch.v1.TouchInput;
import dev.touchline.touch.v1.TouchServiceGrpc;
import dev.touchline.touch.v1.TouchStage;
import dev.touchline.touch.v1.UpsertCampaignsRequest;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.DocumentType;
import dev.touchline.type.v1.Identifier;
import dev.touchline.type.v1.IdentifierType;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;
import dev.touchline.type.v1.SalesChannel;
import dev.touchline.type.v1.TouchChannel;
import dev.touchline.type.v1.TouchKey;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A brand with 200 stores, members who were reached by a campaign of twenty years (every second of them twice), and the
 * orders of three lines that they make.
 */
final class Shop {
    private static final String BRAND = "north";
    private static final String CAMPAIGN = "welcome";
    private static final int STORES = 200;
    private static final int BATCH = 500;
    private static final int LINES = 3;
    private static final Instant BEGIN = Instant.parse("2006-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant REACHED = BEGIN.plus(Duration.ofDays(2));
    /** Ordinary orders are of the last year of the campaign; probes are of days of their own before. */
    private static final LocalDate FIRST_PROBE = LocalDate.parse("2006-02-01");

    private static final Instant ORDERS = Instant.parse("2025-01-01T04:00:00Z");

    private final Stack stack;
    private final AtomicLong numbers = new AtomicLong();
    private final SplittableRandom random = new SplittableRandom(1);
    private int members;

    Shop(Stack stack) {
        this.stack = stack;
    }

    /** Opens the stores and the campaign. */
    void open() {
        UpsertOrganisationRequest.Builder organisation = UpsertOrganisationRequest.newBuilder()
                .addBrands(Brand.newBuilder().setKey(BRAND).setName(BRAND).setTimeZone("Asia/Shanghai"));
        for (int store = 0; store < STORES; store++) {
            organisation.addStores(Store.newBuilder()
                    .setKey("store-" + store)
                    .setName("store-" + store)
                    .setBrand(BRAND)
                    .setKind(StoreKind.STORE_KIND_DIRECT));
        }
        taken(OrganisationServiceGrpc.newBlockingStub(stack.channel(Service.MEMBER))
                .upsertOrganisation(organisation.build())
                .getResultsList());
        taken(CampaignServiceGrpc.newBlockingStub(stack.channel(Service.TOUCH))
                .upsertCampaigns(UpsertCampaignsRequest.newBuilder()
                        .addCampaigns(Campaign.newBuilder()
                                .setKey(CAMPAIGN)
                                .setName(CAMPAIGN)
                                .setBrand(BRAND)
                                .setStart(timestamp(BEGIN))
                                .setEnd(timestamp(END))
                                .addChannels(TouchChannel.TOUCH_CHANNEL_SMS))
                        .build())
                .getResultsList());
    }

    /** Registers so many more members and reaches them. */
    void grow(int more) {
        for (int from = members; from < members + more; from += BATCH) {
            UpsertMembersRequest.Builder request = UpsertMembersRequest.newBuilder();
            RecordTouchesRequest.Builder touches = RecordTouchesRequest.newBuilder();
            for (int member = from; member < Math.min(from + BATCH, members + more); member++) {
                request.addMembers(MemberInput.newBuilder().addIdentifiers(phone(member)));
                for (int touch = 0; touch <= member % 2; touch++) {
                    touches.addTouches(touch(member, touch));
                }
            }
            MemberServiceGrpc.newBlockingStub(stack.channel(Service.MEMBER)).upsertMembers(request.build());
            List<TouchInput> all = touches.getTouchesList();
            for (int at = 0; at < all.size(); at += BATCH) {
                taken(TouchServiceGrpc.newBlockingStub(stack.channel(Service.TOUCH))
                        .recordTouches(RecordTouchesRequest.newBuilder()
                                .addAllTouches(all.subList(at, Math.min(at + BATCH, all.size())))
                                .build())
                        .getResultsList());
            }
        }
        members += more;
    }

    /** The next order, by any member, at any store, on a day of the last year. */
    synchronized Document order() {
        return order(ORDERS.plusSeconds(random.nextLong(Duration.ofDays(360).toSeconds())));
    }

    /** An order that has a day for itself. */
    synchronized Document probe(int number) {
        return order(probeDay(number).atTime(4, 0).toInstant(java.time.ZoneOffset.UTC));
    }

    /** The business day of a probe. */
    static LocalDate probeDay(int number) {
        return FIRST_PROBE.plusDays(number);
    }

    private Document order(Instant paidAt) {
        long number = numbers.incrementAndGet();
        Document.Builder order = Document.newBuilder()
                .setKey(DocumentKey.newBuilder()
                        .setSource("till")
                        .setType(DocumentType.DOCUMENT_TYPE_ORDER)
                        .setNumber("R" + number))
                .setPaymentNumber("P" + number)
                .setOccurredAt(timestamp(paidAt))
                .setCurrencyCode("CNY")
                .setSalesChannel(SalesChannel.SALES_CHANNEL_STORE)
                .setPlaces(Places.newBuilder().setStore("store-" + random.nextInt(STORES)));
        if (members > 0) {
            order.addIdentifiers(phone(random.nextInt(members)));
        }
        for (int line = 1; line <= LINES; line++) {
            order.addLines(Line.newBuilder()
                    .setLineNumber(line)
                    .setBrand(BRAND)
                    .setSku("SKU-" + random.nextInt(100_000))
                    .setCategory("category-" + random.nextInt(40))
                    .setQuantity(1)
                    .setAmountMinor(100 + random.nextInt(100_000))
                    .setCostMinor(50));
        }
        return order.build();
    }

    private static TouchInput touch(int member, int number) {
        Touch.Builder touch = Touch.newBuilder()
                .setKey(TouchKey.newBuilder().setSource("sms").setNumber(member + "-" + number))
                .setCampaign(CAMPAIGN)
                .setChannel(TouchChannel.TOUCH_CHANNEL_SMS);
        for (TouchStage stage : List.of(
                TouchStage.TOUCH_STAGE_ASSIGNED, TouchStage.TOUCH_STAGE_EXECUTED, TouchStage.TOUCH_STAGE_DELIVERED)) {
            touch.addStages(
                    StageFact.newBuilder().setStage(stage).setOccurredAt(timestamp(REACHED.plusSeconds(number))));
        }
        return TouchInput.newBuilder()
                .setTouch(touch)
                .addIdentifiers(phone(member))
                .build();
    }

    private static Identifier phone(int member) {
        return Identifier.newBuilder()
                .setType(IdentifierType.IDENTIFIER_TYPE_PHONE)
                .setValue(String.format("139%08d", member))
                .build();
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder().setSeconds(instant.getEpochSecond()).build();
    }

    /** Fails unless every item was taken. */
    static void taken(List<ItemResult> results) {
        for (ItemResult result : results) {
            if (result.getOutcome() != ItemOutcome.ITEM_OUTCOME_ACCEPTED) {
                throw new IllegalStateException("Not accepted: " + result);
            }
        }
    }
}
