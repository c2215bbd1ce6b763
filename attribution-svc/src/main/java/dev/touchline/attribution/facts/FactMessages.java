package dev.touchline.attribution.facts;

import static dev.touchline.kit.time.ProtoTime.instant;

import com.google.protobuf.ProtocolMessageEnum;
import dev.touchline.attribution.fold.Binding;
import dev.touchline.attribution.fold.BuyerPlace;
import dev.touchline.attribution.fold.Campaign;
import dev.touchline.attribution.fold.Channel;
import dev.touchline.attribution.fold.DocumentKey;
import dev.touchline.attribution.fold.GoodsClass;
import dev.touchline.attribution.fold.GuidePlaces;
import dev.touchline.attribution.fold.Order;
import dev.touchline.attribution.fold.Recruitment;
import dev.touchline.attribution.fold.Refund;
import dev.touchline.attribution.fold.Roles;
import dev.touchline.attribution.fold.Sale;
import dev.touchline.attribution.fold.SalesChannel;
import dev.touchline.attribution.fold.Stage;
import dev.touchline.attribution.fold.Touch;
import dev.touchline.attribution.fold.TouchKey;
import dev.touchline.member.v1.Guide;
import dev.touchline.member.v1.Member;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import dev.touchline.touch.v1.StageFact;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Messages of other services as facts of the fold. Constants correspond by name, the message's with a prefix. */
public final class FactMessages {

    private FactMessages() {}

    static Campaign campaign(dev.touchline.touch.v1.Campaign campaign) {
        return new Campaign(
                campaign.getKey(),
                campaign.getBrand(),
                instant(campaign.getStart()),
                instant(campaign.getEnd()),
                campaign.hasCancelledAt() ? instant(campaign.getCancelledAt()) : null);
    }

    /** A touch. */
    public static Touch touch(dev.touchline.touch.v1.Touch touch) {
        Map<Stage, Instant> stages = new EnumMap<>(Stage.class);
        for (StageFact fact : touch.getStagesList()) {
            stages.put(constant(Stage.class, fact.getStage(), "TOUCH_STAGE_"), instant(fact.getOccurredAt()));
        }
        return new Touch(
                touch.getTouchId(),
                new TouchKey(touch.getKey().getSource(), touch.getKey().getNumber()),
                touch.getCampaign(),
                constant(Channel.class, touch.getChannel(), "TOUCH_CHANNEL_"),
                touch.getMemberId(),
                touch.getStore(),
                stages,
                touch.getCoupon(),
                touch.hasRedeemedOn() ? key(touch.getRedeemedOn()) : null,
                touch.hasExpiresAt() ? instant(touch.getExpiresAt()) : null,
                touch.getGuide(),
                touch.getByCloudGuide());
    }

    /** A sale. */
    public static Sale sale(dev.touchline.order.v1.Sale sale) {
        return new Sale(
                sale.getSaleId(),
                key(sale.getKey()),
                sale.getMemberId(),
                sale.hasOrder() ? order(sale.getOrder().getDocument()) : null,
                sale.getRefundsList().stream().map(FactMessages::refund).toList(),
                sale.hasPairedWith(),
                sale.hasTwin() ? key(sale.getTwin()) : null);
    }

    private static Order order(Document document) {
        return new Order(
                instant(document.getOccurredAt()),
                document.getCurrencyCode(),
                document.getSalesChannelValue() == 0
                        ? SalesChannel.UNKNOWN
                        : constant(SalesChannel.class, document.getSalesChannel(), "SALES_CHANNEL_"),
                document.getPlaces().getStore(),
                document.getLinesList().stream().map(FactMessages::line).toList(),
                Set.copyOf(document.getCouponsList()),
                BuyerPlace.values()[document.getPlaces().getBuyerValue()],
                document.getPlaces().getShippingStore(),
                new Roles(
                        document.getRoles().getSalesGuide(),
                        document.getRoles().getLinkGuide(),
                        document.getRoles().getPartner()));
    }

    static List<Binding> bindings(Member member) {
        return member.getBindingsList().stream().map(FactMessages::binding).toList();
    }

    static List<Recruitment> recruitments(Member member) {
        return member.getRecruitmentsList().stream()
                .map(each -> new Recruitment(
                        each.getBrand(), instant(each.getRecruitedAt()), each.getStore(), each.getGuide()))
                .toList();
    }

    private static Binding binding(dev.touchline.member.v1.Binding binding) {
        return new Binding(
                binding.getBrand(),
                binding.getStore(),
                binding.getGuide(),
                instant(binding.getStart()),
                binding.hasEnd() ? instant(binding.getEnd()) : null,
                binding.hasProtectedUntil() ? instant(binding.getProtectedUntil()) : null,
                constant(Binding.Mode.class, binding.getMode(), "BINDING_MODE_"),
                constant(Binding.EndReason.class, binding.getEndReason(), "BINDING_END_REASON_"),
                binding.getCloudGuide());
    }

    static GuidePlaces places(Guide guide) {
        return new GuidePlaces(guide.getStoresList().stream()
                .map(stay -> new GuidePlaces.Stay(
                        stay.getKey(),
                        stay.getPeriod().hasStart() ? instant(stay.getPeriod().getStart()) : null,
                        stay.getPeriod().hasEnd() ? instant(stay.getPeriod().getEnd()) : null))
                .toList());
    }

    private static Order.Line line(Line line) {
        return new Order.Line(
                line.getLineNumber(),
                line.getBrand(),
                line.getQuantity(),
                line.getAmountMinor(),
                line.hasCostMinor() ? (Long) line.getCostMinor() : null,
                line.getCategory(),
                GoodsClass.values()[line.getGoodsClassValue()]);
    }

    private static Refund refund(AcceptedDocument accepted) {
        Document document = accepted.getDocument();
        List<Refund.Line> lines = document.getLinesList().stream()
                .map(line -> new Refund.Line(
                        line.getLineNumber(), line.getBrand(), line.getQuantity(), line.getAmountMinor()))
                .toList();
        return new Refund(
                key(document.getKey()),
                instant(document.getOccurredAt()),
                document.getCurrencyCode(),
                document.getPlaces().getStore(),
                lines);
    }

    /** The external key of a document. */
    public static DocumentKey key(dev.touchline.type.v1.DocumentKey key) {
        return new DocumentKey(
                key.getSource(), constant(DocumentKey.Type.class, key.getType(), "DOCUMENT_TYPE_"), key.getNumber());
    }

    private static <E extends Enum<E>> E constant(Class<E> type, ProtocolMessageEnum message, String prefix) {
        return Enum.valueOf(type, ((Enum<?>) message).name().substring(prefix.length()));
    }
}
