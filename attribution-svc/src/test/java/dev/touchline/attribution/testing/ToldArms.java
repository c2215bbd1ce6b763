package dev.touchline.attribution.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.touch.v1.ArmAssignment;
import dev.touchline.touch.v1.Campaign;
import dev.touchline.touch.v1.TouchEvent;
import dev.touchline.type.v1.Arm;
import java.time.Instant;

/** Campaigns that were drawn, and long over, as touch-svc tells them. */
public final class ToldArms {

    /** Hour of {@link Told} at which these campaigns begin, 2024-03-01; they last 100 hours. */
    public static final int BEGIN = -730 * 24;

    /** The same hour last year, 2023-03-01; the year had a 29 February in it. */
    public static final int LAST_YEAR = BEGIN - 366 * 24;

    private static final Instant START = Told.START.plusSeconds(3_600L * BEGIN);

    private ToldArms() {}

    /** A campaign of brand B without shares; to be changed. */
    public static Campaign.Builder campaign(String key) {
        return Campaign.newBuilder()
                .setKey(key)
                .setBrand("B")
                .setStart(ProtoTime.timestamp(START))
                .setEnd(ProtoTime.timestamp(START.plusSeconds(3_600L * 100)));
    }

    public static FeedEvent told(Campaign.Builder campaign) {
        return event(
                "campaign/" + campaign.getKey(),
                TouchEvent.newBuilder().setVersion(1).setCampaign(campaign).build());
    }

    public static FeedEvent treated(String campaign, long member) {
        return arm(ArmAssignment.newBuilder()
                .setCampaign(campaign)
                .setMemberId(member)
                .setArm(Arm.ARM_TREATED));
    }

    public static FeedEvent control(String campaign, long member) {
        return arm(ArmAssignment.newBuilder()
                .setCampaign(campaign)
                .setMemberId(member)
                .setArm(Arm.ARM_CONTROL));
    }

    public static FeedEvent store(String campaign, String store, boolean control) {
        return arm(ArmAssignment.newBuilder()
                .setCampaign(campaign)
                .setStore(store)
                .setArm(control ? Arm.ARM_CONTROL : Arm.ARM_TREATED));
    }

    /** The same touch on behalf of a store. */
    public static FeedEvent onBehalfOf(String store, FeedEvent touch) {
        try {
            TouchEvent.Builder event = TouchEvent.parseFrom(touch.getBody()).toBuilder();
            event.getTouchBuilder().setStore(store);
            return touch.toBuilder().setBody(event.build().toByteString()).build();
        } catch (InvalidProtocolBufferException broken) {
            throw new AssertionError(broken);
        }
    }

    private static FeedEvent arm(ArmAssignment.Builder arm) {
        String unit = arm.getMemberId() == 0 ? arm.getStore() : Long.toString(arm.getMemberId());
        return event(
                "arm/" + arm.getCampaign() + "/" + unit,
                TouchEvent.newBuilder().setVersion(1).setArm(arm).build());
    }

    private static FeedEvent event(String key, MessageLite message) {
        return FeedEvent.newBuilder()
                .setKey(key)
                .setBody(message.toByteString())
                .build();
    }
}
