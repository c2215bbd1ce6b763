package dev.touchline.attribution.ledger;

import static dev.touchline.kit.time.ProtoTime.timestamp;

import dev.touchline.attribution.fold.BookedRefund;
import dev.touchline.attribution.fold.CreditedTouch;
import dev.touchline.attribution.fold.DocumentKey;
import dev.touchline.attribution.fold.GoodsPart;
import dev.touchline.attribution.fold.LedgerEntry;
import dev.touchline.attribution.fold.Owner;
import dev.touchline.attribution.fold.Performance;
import dev.touchline.attribution.fold.PerformanceShare;
import dev.touchline.attribution.fold.TouchKey;
import dev.touchline.attribution.v1.LedgerEvent;
import dev.touchline.attribution.v1.Model;
import dev.touchline.attribution.v1.ModelCredit;
import dev.touchline.attribution.v1.RelationStage;
import dev.touchline.order.v1.BuyerPlace;
import dev.touchline.order.v1.GoodsClass;
import dev.touchline.type.v1.DocumentType;
import dev.touchline.type.v1.SalesChannel;
import dev.touchline.type.v1.TouchChannel;
import java.util.List;

/** The fold's ledger as messages. Constants correspond by place, the messages' after their UNSPECIFIED. */
public final class LedgerMessages {

    private LedgerMessages() {}

    /** The ledger of one sale, without a version; the same ledger gives the same bytes. */
    static LedgerEvent content(long sale, List<LedgerEntry> entries) {
        return LedgerEvent.newBuilder()
                .setSaleId(sale)
                .addAllEntries(entries.stream().map(LedgerMessages::entry).toList())
                .build();
    }

    private static dev.touchline.attribution.v1.LedgerEntry entry(LedgerEntry entry) {
        dev.touchline.attribution.v1.LedgerEntry.Builder message = dev.touchline.attribution.v1.LedgerEntry.newBuilder()
                .setSaleId(entry.sale().id())
                .setKey(key(entry.sale().key()))
                .setBrand(entry.brand())
                .setCurrencyCode(entry.currency())
                .setPresent(entry.present())
                .setHasOrder(entry.sale().order() != null)
                .setPaidAt(timestamp(entry.paidAt()))
                .setBusinessDay(entry.businessDay().toString())
                .setStore(entry.store())
                .setMemberId(entry.sale().member())
                .setPaidMinor(entry.amounts().paid())
                .setRefundedMinor(entry.amounts().refunded())
                .setNetMinor(entry.amounts().net())
                .setUnmatchedRefundMinor(entry.amounts().unmatchedRefund())
                .setOrganicMinor(entry.organic())
                .setItems(entry.amounts().items())
                .setPolicyVersion(entry.policyVersion());
        if (entry.sale().order() != null) {
            message.setSalesChannel(SalesChannel.forNumber(
                            entry.sale().order().channel().ordinal()))
                    .setBuyerPlace(
                            BuyerPlace.forNumber(entry.sale().order().buyerWas().ordinal()))
                    .setShippingStore(entry.sale().order().shippingStore());
        }
        entry.goods().forEach(part -> message.addGoods(goods(part)));
        if (entry.amounts().cost() != null) {
            message.setCostMinor(entry.amounts().cost());
        }
        if (entry.performance() != null) {
            message.setPerformance(performance(entry.performance()));
        }
        entry.shares().forEach(share -> message.addPerformanceShares(share(share, entry.performance())));
        entry.touches().forEach(touch -> message.addTouches(touch(touch)));
        entry.refunds().forEach(refund -> message.addRefunds(refund(refund)));
        return message.build();
    }

    private static dev.touchline.attribution.v1.GoodsPart goods(GoodsPart part) {
        return dev.touchline.attribution.v1.GoodsPart.newBuilder()
                .setCategory(part.category())
                .setGoodsClass(GoodsClass.forNumber(part.goodsClass().ordinal()))
                .setPaidMinor(part.paid())
                .setRefundedMinor(part.refunded())
                .setItems(part.items())
                .setCostedNetMinor(part.costedNet())
                .setCostMinor(part.cost())
                .build();
    }

    private static dev.touchline.attribution.v1.CreditedTouch touch(CreditedTouch credited) {
        dev.touchline.attribution.v1.CreditedTouch.Builder message =
                dev.touchline.attribution.v1.CreditedTouch.newBuilder()
                        .setTouchId(credited.touch().id())
                        .setKey(key(credited.touch().key()))
                        .setCampaign(credited.touch().campaign())
                        .setChannel(channel(credited.touch().channel()))
                        .setQualifiedAt(timestamp(credited.qualifiedAt()));
        credited.credits()
                .forEach(credit -> message.addCredits(ModelCredit.newBuilder()
                        .setModel(Model.forNumber(credit.model().ordinal() + 1))
                        .setAmountMinor(credit.amount())
                        .setSharePpt(credit.share())));
        return message.build();
    }

    private static dev.touchline.attribution.v1.BookedRefund refund(BookedRefund booked) {
        dev.touchline.attribution.v1.BookedRefund.Builder message =
                dev.touchline.attribution.v1.BookedRefund.newBuilder()
                        .setKey(key(booked.refund().key()))
                        .setOccurredAt(timestamp(booked.refund().occurredAt()))
                        .setBusinessDay(booked.businessDay().toString())
                        .setMatchedMinor(booked.matched())
                        .setUnmatchedMinor(booked.unmatched())
                        .setStore(booked.refund().store())
                        .addAllCreditChangeMinor(booked.creditChange())
                        .addAllShareChangeMinor(booked.shareChange());
        if (booked.unmatchedPerformance() != null) {
            message.setUnmatchedPerformance(performance(booked.unmatchedPerformance()));
        }
        return message.build();
    }

    private static dev.touchline.attribution.v1.Performance performance(Performance performance) {
        return owner(performance.owner()).toBuilder()
                .setRole(performance.role().name())
                .setTouchGuide(performance.touchGuide())
                .setAssistingGuide(performance.assisting())
                .build();
    }

    private static dev.touchline.attribution.v1.PerformanceShare share(PerformanceShare share, Performance closed) {
        return dev.touchline.attribution.v1.PerformanceShare.newBuilder()
                .setStage(RelationStage.forNumber(share.stage().ordinal() + 1))
                .setPerformance(owner(share.owner()).toBuilder().setRole(role(share, closed)))
                .setPercent(share.percent())
                .setPaidMinor(share.paid())
                .setNetMinor(share.net())
                .build();
    }

    /** By what a stage has its share: the stage, or of the one that closed the role that decided. */
    static String role(PerformanceShare share, Performance closed) {
        return share.stage() == dev.touchline.attribution.fold.RelationStage.CLOSE
                ? closed.role().name()
                : share.stage().name();
    }

    /** Whose performance something is, without who decided. */
    public static dev.touchline.attribution.v1.Performance owner(Owner owner) {
        return dev.touchline.attribution.v1.Performance.newBuilder()
                .setStore(owner.store())
                .setGuide(owner.guide())
                .setPartner(owner.partner())
                .setHouse(owner.house())
                .build();
    }

    private static dev.touchline.type.v1.DocumentKey key(DocumentKey key) {
        return dev.touchline.type.v1.DocumentKey.newBuilder()
                .setSource(key.source())
                .setType(DocumentType.forNumber(key.type().ordinal() + 1))
                .setNumber(key.number())
                .build();
    }

    /** The external key of a touch. */
    public static dev.touchline.type.v1.TouchKey key(TouchKey key) {
        return dev.touchline.type.v1.TouchKey.newBuilder()
                .setSource(key.source())
                .setNumber(key.number())
                .build();
    }

    /** The channel of a touch. */
    public static TouchChannel channel(dev.touchline.attribution.fold.Channel channel) {
        return TouchChannel.forNumber(channel.ordinal() + 1);
    }
}
