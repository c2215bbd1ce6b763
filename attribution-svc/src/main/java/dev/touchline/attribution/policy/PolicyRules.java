package dev.touchline.attribution.policy;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import dev.touchline.attribution.v1.ChannelPolicy;
import dev.touchline.attribution.v1.Policy;
import dev.touchline.attribution.v1.PositionPolicy;
import dev.touchline.attribution.v1.StageSplit;
import dev.touchline.touch.v1.TouchStage;
import dev.touchline.type.v1.TouchChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a policy may say. Everything that is wrong is found at once, because a person is going to mend it. */
final class PolicyRules {

    private static final long LONGEST_DAYS = 400;
    private static final int WEAKEST_CLASS = 9;
    private static final int CHANNELS = TouchChannel.values().length - 2; // without UNSPECIFIED and UNRECOGNIZED
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,63}");
    private static final Set<TouchStage> PROVING =
            Set.of(TouchStage.TOUCH_STAGE_EXECUTED, TouchStage.TOUCH_STAGE_DELIVERED, TouchStage.TOUCH_STAGE_RESPONDED);

    private final List<Violation> violations = new ArrayList<>();

    private PolicyRules() {}

    /** Everything that is wrong; none: completed by any complete policy it is one. */
    static List<Violation> violations(Policy policy) {
        PolicyRules rules = new PolicyRules();
        rules.policy(policy);
        return rules.violations;
    }

    private void policy(Policy policy) {
        if (!NAME.matcher(policy.getVersion()).matches()) {
            wrong("policy.version", shown(policy.getVersion()), "1..64 letters, digits, spaces, '.', '_' or '-'");
        }
        if (policy.getChannelsCount() > CHANNELS) {
            wrong("policy.channels", policy.getChannelsCount() + " items", "0.." + CHANNELS + " items");
        } else {
            channels(policy.getChannelsList());
        }
        if (policy.hasHalfLife()) {
            duration("policy.half_life", policy.getHalfLife());
        }
        if (policy.hasPosition()) {
            position(policy.getPosition());
        }
        if (policy.getPerformance().hasSplit()) {
            split(policy.getPerformance().getSplit());
        }
    }

    private void channels(List<ChannelPolicy> channels) {
        Set<Integer> named = new HashSet<>();
        for (int i = 0; i < channels.size(); i++) {
            ChannelPolicy channel = channels.get(i);
            String field = "policy.channels[" + i + "]";
            if (channel.getChannelValue() < 1 || channel.getChannelValue() > CHANNELS) {
                wrong(field + ".channel", channel.getChannelValue(), "a known channel");
            } else if (!named.add(channel.getChannelValue())) {
                wrong(field + ".channel", channel.getChannel(), "each channel at most once");
            }
            channel(field, channel);
        }
    }

    private void channel(String field, ChannelPolicy channel) {
        if (channel.hasWindow() && channel.getUntilCampaignEnd()) {
            wrong(field, "window and until_campaign_end", "one of them");
        } else if (channel.hasWindow()) {
            duration(field + ".window", channel.getWindow());
        }
        range(field + ".precedence_class", channel.getPrecedenceClass(), 0, WEAKEST_CLASS);
        Set<TouchStage> stages = new HashSet<>();
        for (TouchStage stage : channel.getReachedByList()) {
            if (!PROVING.contains(stage)) {
                wrong(field + ".reached_by", stage, "EXECUTED, DELIVERED or RESPONDED");
            } else if (!stages.add(stage)) {
                wrong(field + ".reached_by", stage, "each stage at most once");
            }
            if (violations.size() > 100) {
                return; // more than anybody reads
            }
        }
    }

    private void duration(String field, Duration duration) {
        if (!Durations.isValid(duration) || duration.getNanos() != 0) {
            wrong(field, duration.getSeconds() + " s " + duration.getNanos() + " ns", "whole seconds");
        } else if (duration.getSeconds() < 1 || duration.getSeconds() > LONGEST_DAYS * 86_400) {
            wrong(
                    field,
                    PolicyText.words(java.time.Duration.ofSeconds(duration.getSeconds())),
                    "1 second.." + LONGEST_DAYS + " days");
        }
    }

    /** One touch takes the first weight alone, so that it must not be nothing. */
    private void position(PositionPolicy position) {
        range("policy.position.first", position.getFirst(), 1, 100);
        range("policy.position.between", position.getBetween(), 0, 100);
        range("policy.position.last", position.getLast(), 0, 100);
        whole("policy.position", (long) position.getFirst() + position.getBetween() + position.getLast());
    }

    private void split(StageSplit split) {
        range("policy.performance.split.add", split.getAdd(), 0, 100);
        range("policy.performance.split.nurture", split.getNurture(), 0, 100);
        range("policy.performance.split.close", split.getClose(), 0, 100);
        whole("policy.performance.split", (long) split.getAdd() + split.getNurture() + split.getClose());
    }

    private void whole(String field, long sum) {
        if (sum != 100) {
            wrong(field, sum + " together", "100 together");
        }
    }

    private void range(String field, int value, int min, int max) {
        if (value < min || value > max) {
            wrong(field, value, min + ".." + max);
        }
    }

    private void wrong(String field, Object got, String expected) {
        violations.add(new Violation(field, String.valueOf(got), expected));
    }

    private static String shown(String text) {
        return text.isEmpty() ? "nothing" : text.length() <= 64 ? text : text.length() + " characters";
    }
}
