package dev.touchline.attribution.whatif;

import com.google.protobuf.util.Durations;
import dev.touchline.attribution.fold.Channel;
import dev.touchline.attribution.fold.ChannelRule;
import dev.touchline.attribution.fold.Policy;
import dev.touchline.attribution.fold.PositionWeights;
import dev.touchline.attribution.fold.Stage;
import dev.touchline.attribution.v1.ChannelPolicy;
import dev.touchline.attribution.v1.PositionPolicy;
import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Rejection;
import dev.touchline.touch.v1.TouchStage;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.TouchChannel;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Policies that callers send: checked, and completed by the one in force. */
final class PolicyMessages {

    private static final Duration LONGEST = Duration.ofDays(3_650);
    private static final int WEAKEST_CLASS = 9;
    private static final int HEAVIEST = 1_000;

    private PolicyMessages() {}

    static Policy policy(dev.touchline.attribution.v1.Policy message, Policy inForce) {
        Check.text("policy.version", message.getVersion(), 1, 64);
        Map<Channel, ChannelRule> channels = new EnumMap<>(inForce.channels());
        Set<Channel> named = EnumSet.noneOf(Channel.class);
        for (int i = 0; i < message.getChannelsCount(); i++) {
            ChannelPolicy rule = message.getChannels(i);
            String field = "policy.channels[" + i + "]";
            Channel channel = channel(field, rule.getChannel());
            if (!named.add(channel)) {
                throw malformed(field + ".channel", channel, "each channel at most once");
            }
            channels.put(channel, rule(field, rule, channels.get(channel)));
        }
        return new Policy(
                message.getVersion(),
                channels,
                inForce.official(),
                message.hasHalfLife() ? duration("policy.half_life", message.getHalfLife()) : inForce.halfLife(),
                message.hasPosition() ? position(message.getPosition()) : inForce.position(),
                inForce.tradingDay());
    }

    private static ChannelRule rule(String field, ChannelPolicy rule, ChannelRule inForce) {
        if (rule.hasWindow() && rule.getUntilCampaignEnd()) {
            throw malformed(field, "window and until_campaign_end", "one of them");
        }
        Duration window = inForce.window();
        if (rule.hasWindow()) {
            window = duration(field + ".window", rule.getWindow());
        } else if (rule.getUntilCampaignEnd()) {
            window = null;
        }
        int strength = (int) Check.range(field + ".precedence_class", rule.getPrecedenceClass(), 0, WEAKEST_CLASS);
        Set<Stage> reachedBy = EnumSet.noneOf(Stage.class);
        for (TouchStage stage : rule.getReachedByList()) {
            reachedBy.add(stage(field + ".reached_by", stage));
        }
        return new ChannelRule(
                reachedBy.isEmpty() ? inForce.reachedBy() : Set.copyOf(reachedBy),
                inForce.failureDisproves(),
                window,
                strength == 0 ? inForce.strength() : strength);
    }

    private static Channel channel(String field, TouchChannel channel) {
        if (channel == TouchChannel.TOUCH_CHANNEL_UNSPECIFIED || channel == TouchChannel.UNRECOGNIZED) {
            throw Rejection.required(field + ".channel");
        }
        return Channel.valueOf(channel.name().substring("TOUCH_CHANNEL_".length()));
    }

    private static Stage stage(String field, TouchStage stage) {
        return switch (stage) {
            case TOUCH_STAGE_EXECUTED -> Stage.EXECUTED;
            case TOUCH_STAGE_DELIVERED -> Stage.DELIVERED;
            case TOUCH_STAGE_RESPONDED -> Stage.RESPONDED;
            case TOUCH_STAGE_UNSPECIFIED,
                    TOUCH_STAGE_ASSIGNED,
                    TOUCH_STAGE_FAILED,
                    TOUCH_STAGE_CANCELLED,
                    UNRECOGNIZED -> throw malformed(field, stage, "EXECUTED, DELIVERED or RESPONDED");
        };
    }

    private static Duration duration(String field, com.google.protobuf.Duration message) {
        if (!Durations.isValid(message)) {
            throw malformed(field, "an invalid duration", "1s..P3650D");
        }
        Duration duration = Duration.ofSeconds(message.getSeconds(), message.getNanos());
        if (duration.compareTo(Duration.ofSeconds(1)) < 0 || duration.compareTo(LONGEST) > 0) {
            throw Rejection.field(ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, field, duration, "PT1S.." + LONGEST);
        }
        return duration;
    }

    private static PositionWeights position(PositionPolicy message) {
        // One touch takes the first weight alone, so that it must not be nothing.
        Check.range("policy.position.first", message.getFirst(), 1, HEAVIEST);
        Check.range("policy.position.between", message.getBetween(), 0, HEAVIEST);
        Check.range("policy.position.last", message.getLast(), 0, HEAVIEST);
        return new PositionWeights(message.getFirst(), message.getBetween(), message.getLast());
    }

    private static Rejection malformed(String field, Object got, String expected) {
        return Rejection.field(ErrorReason.ERROR_REASON_FIELD_MALFORMED, field, got, expected);
    }
}
