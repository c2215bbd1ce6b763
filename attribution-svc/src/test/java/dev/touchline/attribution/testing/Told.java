package dev.touchline.attribution.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.member.v1.Binding;
import dev.touchline.member.v1.Brand;
import dev.touchline.member.v1.Guide;
import dev.touchline.member.v1.Member;
import dev.touchline.member.v1.MemberEvent;
import dev.touchline.member.v1.Placement;
import dev.touchline.member.v1.Recruitment;
import dev.touchline.member.v1.Store;
import dev.touchline.member.v1.StoreKind;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import dev.touchline.order.v1.Places;
import dev.touchline.order.v1.Roles;
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

/** Events as other services tell them. */
public final class Told {

    /** The first instant of every campaign; touches and orders are so many hours later. */
    public static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private Told() {}

    public static FeedEvent member(long id, long canonical, long version) {
        Member member = Member.newBuilder()
                .setMemberId(id)
                .setCanonicalId(canonical)
                .setVersion(version)
                .build();
        return event(
                "member/" + id,
                MemberEvent.newBuilder().setVersion(version).setMember(member).build());
    }

    /** A member with bindings. */
    public static FeedEvent bound(long id, long canonical, long version, Binding.Builder... bindings) {
        Member.Builder member =
                Member.newBuilder().setMemberId(id).setCanonicalId(canonical).setVersion(version);
        for (Binding.Builder binding : bindings) {
            member.addBindings(binding);
        }
        return event(
                "member/" + id,
                MemberEvent.newBuilder().setVersion(version).setMember(member).build());
    }

    /** A binding of brand B from that hour on. */
    public static Binding.Builder binding(String store, String guide, int hour) {
        return Binding.newBuilder()
                .setBrand("B")
                .setStore(store)
                .setGuide(guide)
                .setStart(ProtoTime.timestamp(hour(hour)));
    }

    /** The same member, recruited to brand B an hour after {@link #START}, and to the group elsewhere. */
    public static FeedEvent recruited(FeedEvent member, String store, String guide) {
        MemberEvent.Builder event;
        try {
            event = MemberEvent.parseFrom(member.getBody()).toBuilder();
        } catch (InvalidProtocolBufferException broken) {
            throw new AssertionError(broken);
        }
        event.getMemberBuilder()
                .addRecruitments(Recruitment.newBuilder()
                        .setRecruitedAt(ProtoTime.timestamp(START))
                        .setStore("elsewhere"))
                .addRecruitments(Recruitment.newBuilder()
                        .setBrand("B")
                        .setRecruitedAt(ProtoTime.timestamp(hour(1)))
                        .setStore(store)
                        .setGuide(guide));
        return member.toBuilder().setBody(event.build().toByteString()).build();
    }

    /** A guide who has always worked in that store. */
    public static FeedEvent guide(String key, String store, long version) {
        Guide guide = Guide.newBuilder()
                .setKey(key)
                .addStores(Placement.newBuilder().setKey(store))
                .build();
        return event(
                "guide/" + key,
                MemberEvent.newBuilder().setVersion(version).setGuide(guide).build());
    }

    /** A store of that kind. */
    public static FeedEvent store(String key, StoreKind kind, long version) {
        Store store = Store.newBuilder().setKey(key).setBrand("B").setKind(kind).build();
        return event(
                "store/" + key,
                MemberEvent.newBuilder().setVersion(version).setStore(store).build());
    }

    /** The same sale made online, through the link of a guide if one is named. */
    public static FeedEvent online(FeedEvent sale, String linkGuide) {
        SaleEvent.Builder event = parse(sale).toBuilder();
        event.getSaleBuilder()
                .getOrderBuilder()
                .getDocumentBuilder()
                .setSalesChannel(SalesChannel.SALES_CHANNEL_MINI_PROGRAM)
                .setRoles(Roles.newBuilder().setLinkGuide(linkGuide));
        return sale.toBuilder().setBody(event.build().toByteString()).build();
    }

    public static FeedEvent brand(String key, String zone, long version) {
        Brand brand = Brand.newBuilder().setKey(key).setTimeZone(zone).build();
        return event(
                "brand/" + key,
                MemberEvent.newBuilder().setVersion(version).setBrand(brand).build());
    }

    public static FeedEvent store(String key, String brand, String zone, int cutOff, long version) {
        Store store = Store.newBuilder()
                .setKey(key)
                .setBrand(brand)
                .setTimeZone(zone)
                .setCutOffHour(cutOff)
                .build();
        return event(
                "store/" + key,
                MemberEvent.newBuilder().setVersion(version).setStore(store).build());
    }

    public static FeedEvent campaign(String key, int hours, long version) {
        Campaign campaign = Campaign.newBuilder()
                .setKey(key)
                .setStart(ProtoTime.timestamp(START))
                .setEnd(ProtoTime.timestamp(hour(hours)))
                .build();
        return event(
                "campaign/" + key,
                TouchEvent.newBuilder()
                        .setVersion(version)
                        .setCampaign(campaign)
                        .build());
    }

    public static FeedEvent control(String campaign, long member) {
        ArmAssignment arm = ArmAssignment.newBuilder()
                .setCampaign(campaign)
                .setMemberId(member)
                .setArm(Arm.ARM_CONTROL)
                .build();
        return event(
                "arm/" + campaign + "/" + member,
                TouchEvent.newBuilder().setVersion(1).setArm(arm).build());
    }

    /** An SMS received at that hour. */
    public static FeedEvent sms(long id, String campaign, long member, int hour) {
        return sms(id, 1, campaign, member, hour);
    }

    /** A coupon issued at that hour and redeemed on an order. */
    public static FeedEvent coupon(long id, String campaign, long member, int hour, String redeemedOn) {
        Touch touch = Touch.newBuilder()
                .setTouchId(id)
                .setKey(TouchKey.newBuilder().setSource("coupon").setNumber("t" + id))
                .setCampaign(campaign)
                .setChannel(TouchChannel.TOUCH_CHANNEL_COUPON)
                .setMemberId(member)
                .setRedeemedOn(key(DocumentType.DOCUMENT_TYPE_ORDER, redeemedOn))
                .addStages(StageFact.newBuilder()
                        .setStage(TouchStage.TOUCH_STAGE_EXECUTED)
                        .setOccurredAt(ProtoTime.timestamp(hour(hour))))
                .build();
        return event(
                "touch/" + id,
                TouchEvent.newBuilder().setVersion(1).setTouch(touch).build());
    }

    /** A version of an SMS received at that hour. */
    public static FeedEvent sms(long id, long version, String campaign, long member, int hour) {
        Touch touch = Touch.newBuilder()
                .setTouchId(id)
                .setKey(TouchKey.newBuilder().setSource("sms").setNumber("t" + id))
                .setCampaign(campaign)
                .setChannel(TouchChannel.TOUCH_CHANNEL_SMS)
                .setMemberId(member)
                .addStages(StageFact.newBuilder()
                        .setStage(TouchStage.TOUCH_STAGE_DELIVERED)
                        .setOccurredAt(ProtoTime.timestamp(hour(hour))))
                .build();
        return event(
                "touch/" + id,
                TouchEvent.newBuilder().setVersion(version).setTouch(touch).build());
    }

    /** A sale of one line of brand B. Its refunds, one fen amount each, follow hourly from hour + 1. */
    public static FeedEvent sale(long id, long version, long member, int hour, long paid, long... refunds) {
        return sale(id, version, member, "", hour, paid, refunds);
    }

    /** A sale in a store. */
    public static FeedEvent sale(
            long id, long version, long member, String store, int hour, long paid, long... refunds) {
        Sale.Builder sale = Sale.newBuilder()
                .setSaleId(id)
                .setKey(key(DocumentType.DOCUMENT_TYPE_ORDER, "o" + id))
                .setMemberId(member)
                .setOrder(document(DocumentType.DOCUMENT_TYPE_ORDER, "o" + id, store, hour, paid));
        for (int i = 0; i < refunds.length; i++) {
            sale.addRefunds(
                    document(DocumentType.DOCUMENT_TYPE_REFUND, "r" + id + "-" + i, store, hour + 1 + i, refunds[i]));
        }
        return event(
                "sale/" + id,
                SaleEvent.newBuilder().setVersion(version).setSale(sale).build());
    }

    /** The same sale without its order. */
    public static FeedEvent withoutOrder(FeedEvent sale) {
        SaleEvent.Builder event = parse(sale).toBuilder();
        event.getSaleBuilder().clearOrder();
        return sale.toBuilder().setBody(event.build().toByteString()).build();
    }

    /** The same sale with the key of another order. */
    public static FeedEvent keyed(FeedEvent sale, String source, String number) {
        SaleEvent.Builder event = parse(sale).toBuilder();
        event.getSaleBuilder().getKeyBuilder().setSource(source).setNumber(number);
        return sale.toBuilder().setBody(event.build().toByteString()).build();
    }

    /** The same sale, which another one reports, too. */
    public static FeedEvent twin(FeedEvent sale, String number) {
        SaleEvent.Builder event = parse(sale).toBuilder();
        event.getSaleBuilder().setTwin(key(DocumentType.DOCUMENT_TYPE_ORDER, number));
        return sale.toBuilder().setBody(event.build().toByteString()).build();
    }

    /** The same sale, which counts zero, because that order reports it, too. */
    public static FeedEvent pairedWith(FeedEvent sale, String number) {
        SaleEvent.Builder event = parse(sale).toBuilder();
        event.getSaleBuilder().setPairedWith(key(DocumentType.DOCUMENT_TYPE_ORDER, number));
        return sale.toBuilder().setBody(event.build().toByteString()).build();
    }

    /** The same sale of another brand. */
    public static FeedEvent ofBrand(FeedEvent sale, String brand) {
        SaleEvent.Builder event = parse(sale).toBuilder();
        event.getSaleBuilder()
                .getOrderBuilder()
                .getDocumentBuilder()
                .getLinesBuilderList()
                .forEach(line -> line.setBrand(brand));
        return sale.toBuilder().setBody(event.build().toByteString()).build();
    }

    private static SaleEvent parse(FeedEvent sale) {
        try {
            return SaleEvent.parseFrom(sale.getBody());
        } catch (InvalidProtocolBufferException broken) {
            throw new AssertionError(broken);
        }
    }

    private static AcceptedDocument document(DocumentType type, String number, String store, int hour, long amount) {
        return AcceptedDocument.newBuilder()
                .setDocument(Document.newBuilder()
                        .setKey(key(type, number))
                        .setOccurredAt(ProtoTime.timestamp(hour(hour)))
                        .setCurrencyCode("CNY")
                        .setSalesChannel(SalesChannel.SALES_CHANNEL_STORE)
                        .setPlaces(Places.newBuilder().setStore(store))
                        .addLines(Line.newBuilder()
                                .setLineNumber(1)
                                .setBrand("B")
                                .setQuantity(1)
                                .setAmountMinor(amount)))
                .build();
    }

    private static DocumentKey key(DocumentType type, String number) {
        return DocumentKey.newBuilder()
                .setSource("till")
                .setType(type)
                .setNumber(number)
                .build();
    }

    /** So many hours after {@link #START}. */
    public static Instant hour(int hour) {
        return START.plusSeconds(3_600L * hour);
    }

    private static FeedEvent event(String key, MessageLite message) {
        return FeedEvent.newBuilder()
                .setKey(key)
                .setBody(message.toByteString())
                .build();
    }
}
