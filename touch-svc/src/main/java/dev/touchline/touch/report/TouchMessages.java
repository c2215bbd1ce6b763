package dev.touchline.touch.report;

import dev.touchline.kit.feed.NewEvent;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.touch.journey.Content;
import dev.touchline.touch.journey.Journey;
import dev.touchline.touch.journey.OrderKey;
import dev.touchline.touch.journey.StageFact;
import dev.touchline.touch.v1.FailureReason;
import dev.touchline.touch.v1.Touch;
import dev.touchline.touch.v1.TouchEvent;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.Money;
import dev.touchline.type.v1.TouchKey;

/** Touches as others see them. */
final class TouchMessages {

    private TouchMessages() {}

    static NewEvent event(TouchState state) {
        TouchEvent event = TouchEvent.newBuilder()
                .setVersion(state.version())
                .setTouch(touch(state))
                .build();
        return NewEvent.of("touch/" + state.id(), state.version(), event);
    }

    static Touch touch(TouchState state) {
        Journey journey = state.journey();
        Touch.Builder touch = content(journey.content())
                .setTouchId(state.id())
                .setKey(TouchKey.newBuilder()
                        .setSource(state.key().source())
                        .setNumber(state.key().number()))
                .setMemberId(journey.member());
        journey.stages().values().forEach(fact -> touch.addStages(stage(fact)));
        if (journey.redeemedOn() != null) {
            touch.setRedeemedOn(order(journey.redeemedOn()));
        }
        return touch.build();
    }

    private static Touch.Builder content(Content content) {
        Touch.Builder touch = Touch.newBuilder()
                .setCampaign(content.campaign())
                .setChannelValue(content.channel())
                .setGuide(content.guide())
                .setStore(content.store())
                .setCoupon(content.coupon())
                .setMessageClassValue(content.messageClass())
                .setByCloudGuide(content.byCloudGuide());
        if (content.cost() != null) {
            touch.setCost(Money.newBuilder().setMinorUnits(content.cost()).setCurrencyCode(content.costCurrency()));
        }
        if (content.expiresAt() != null) {
            touch.setExpiresAt(ProtoTime.timestamp(content.expiresAt()));
        }
        return touch;
    }

    private static dev.touchline.touch.v1.StageFact stage(StageFact fact) {
        return dev.touchline.touch.v1.StageFact.newBuilder()
                .setStageValue(fact.stage().number())
                .setOccurredAt(ProtoTime.timestamp(fact.occurredAt()))
                .setFailureReason(FailureReason.forNumber(fact.failureReason()))
                .setRecordedAt(ProtoTime.timestamp(fact.recordedAt()))
                .build();
    }

    private static DocumentKey order(OrderKey order) {
        return DocumentKey.newBuilder()
                .setSource(order.source())
                .setTypeValue(order.type())
                .setNumber(order.number())
                .build();
    }
}
