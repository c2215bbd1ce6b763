package dev.touchline.attribution.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import dev.touchline.attribution.v1.ChannelPolicy;
import dev.touchline.attribution.v1.PerformancePolicy;
import dev.touchline.attribution.v1.Policy;
import dev.touchline.attribution.v1.PositionPolicy;
import dev.touchline.attribution.v1.StageSplit;
import dev.touchline.touch.v1.TouchStage;
import dev.touchline.type.v1.TouchChannel;
import org.junit.jupiter.api.Test;

/** What a policy may say: at each limit, and one past it. */
class PolicyRulesTest {

    @Test
    void everythingThatIsWrong_isFoundAtOnce() {
        Policy policy = Policy.newBuilder()
                .addChannels(sms().setWindow(Durations.fromDays(401)).setPrecedenceClass(10))
                .addChannels(sms().addReachedBy(TouchStage.TOUCH_STAGE_FAILED))
                .addChannels(ChannelPolicy.newBuilder())
                .setHalfLife(Durations.ZERO)
                .setPosition(position(0, 50, 40))
                .setPerformance(split(50, 50, 1))
                .build();

        assertThat(PolicyRules.violations(policy))
                .extracting(Violation::toString)
                .containsExactly(
                        "policy.version: nothing (expected: 1..64 letters, digits, spaces, '.', '_' or '-')",
                        "policy.channels[0].window: 401 days (expected: 1 second..400 days)",
                        "policy.channels[0].precedence_class: 10 (expected: 0..9)",
                        "policy.channels[1].channel: TOUCH_CHANNEL_SMS (expected: each channel at most once)",
                        "policy.channels[1].reached_by: TOUCH_STAGE_FAILED (expected: EXECUTED, DELIVERED or RESPONDED)",
                        "policy.channels[2].channel: 0 (expected: a known channel)",
                        "policy.half_life: 0 seconds (expected: 1 second..400 days)",
                        "policy.position.first: 0 (expected: 1..100)",
                        "policy.position: 90 together (expected: 100 together)",
                        "policy.performance.split: 101 together (expected: 100 together)");
    }

    @Test
    void limits_mayBeReachedAndNotPassed() {
        assertFine(named("x".repeat(64)));
        assertWrong(named("x".repeat(65)));
        assertWrong(named("line\nbreak"));
        assertWrong(named("-"));
        assertFine(named("双11-2026"));
        assertFine(with(sms().setWindow(Durations.fromDays(400)).setPrecedenceClass(9)));
        assertFine(with(sms().setWindow(Durations.fromSeconds(1)).setPrecedenceClass(0)));
        assertWrong(with(sms().setWindow(Durations.fromSeconds(400 * 86_400 + 1))));
        assertWrong(with(sms().setWindow(Durations.ZERO)));
        assertWrong(with(sms().setWindow(Durations.fromMillis(1_500))));
        assertWrong(with(sms().setWindow(Duration.newBuilder().setSeconds(Long.MAX_VALUE))));
        assertWrong(with(sms().setWindow(Durations.fromDays(1)).setUntilCampaignEnd(true)));
        assertWrong(with(sms().setPrecedenceClass(-1)));
        assertFine(named("p").toBuilder().setPosition(position(100, 0, 0)).build());
        assertWrong(named("p").toBuilder().setPosition(position(101, -1, 0)).build());
        assertFine(named("p").toBuilder().setPerformance(split(0, 0, 100)).build());
        assertWrong(named("p").toBuilder().setPerformance(split(120, -20, 0)).build());
        assertWrong(named("p").toBuilder()
                .setPerformance(split(Integer.MAX_VALUE, Integer.MAX_VALUE, 102))
                .build());
    }

    @Test
    void whatIsNotSaid_staysAsItWas() {
        Policy standard = PolicyMessages.message(dev.touchline.attribution.fold.Policy.standard(), "standard");

        Policy completed = PolicyMessages.completed(with(sms().setWindow(Durations.fromDays(3))), standard);

        assertThat(PolicyText.changes(PolicyMessages.policy(standard, ""), PolicyMessages.policy(completed, "")))
                .containsExactly("SMS: counts until the campaign ends → counts for 3 days within the campaign");
        assertThat(PolicyMessages.policy(standard, "standard-1"))
                .isEqualTo(dev.touchline.attribution.fold.Policy.standard());
        assertThat(PolicyMessages.message(PolicyMessages.policy(completed, ""), "p"))
                .isEqualTo(completed);
    }

    @Test
    void channelThatIsYoungerThanAPolicy_isAsInTheDefaultPolicy() {
        Policy standard = PolicyMessages.message(dev.touchline.attribution.fold.Policy.standard(), "standard");
        Policy older = standard.toBuilder().removeChannels(6).build();

        assertThat(PolicyMessages.policy(older, "standard-1"))
                .isEqualTo(dev.touchline.attribution.fold.Policy.standard());
        assertThat(PolicyMessages.completed(named("standard"), older)).isEqualTo(standard);
    }

    @Test
    void changes_areToldRuleByRule() {
        Policy standard = PolicyMessages.message(dev.touchline.attribution.fold.Policy.standard(), "standard");
        Policy other = PolicyMessages.completed(
                Policy.newBuilder()
                        .setVersion("p")
                        .addChannels(sms().setPrecedenceClass(4)
                                .addReachedBy(TouchStage.TOUCH_STAGE_RESPONDED)
                                .addReachedBy(TouchStage.TOUCH_STAGE_EXECUTED))
                        .setHalfLife(Durations.fromHours(36))
                        .setPosition(position(50, 0, 50))
                        .setPerformance(split(20, 30, 50))
                        .build(),
                standard);

        assertThat(VersionMessages.changes(standard, other))
                .containsExactly(
                        "SMS: reached at the first of DELIVERED → reached at the first of EXECUTED, RESPONDED",
                        "SMS: class 3 → class 4",
                        "half-life: 7 days → 36 hours",
                        "position: 40 / 20 / 40 → 50 / 0 / 50",
                        "performance of online orders: one owner has all of it → add 20 %, nurture 30 %, close 50 %");
        assertThat(VersionMessages.changes(
                        other,
                        PolicyMessages.completed(
                                Policy.newBuilder()
                                        .setVersion("q")
                                        .setPerformance(PerformancePolicy.getDefaultInstance())
                                        .build(),
                                other)))
                .containsExactly(
                        "performance of online orders: add 20 %, nurture 30 %, close 50 % → one owner has all of it");
    }

    private static void assertFine(Policy policy) {
        assertThat(PolicyRules.violations(policy)).isEmpty();
    }

    private static void assertWrong(Policy policy) {
        assertThat(PolicyRules.violations(policy)).isNotEmpty();
    }

    private static Policy named(String version) {
        return Policy.newBuilder().setVersion(version).build();
    }

    private static Policy with(ChannelPolicy.Builder channel) {
        return Policy.newBuilder().setVersion("p").addChannels(channel).build();
    }

    private static ChannelPolicy.Builder sms() {
        return ChannelPolicy.newBuilder().setChannel(TouchChannel.TOUCH_CHANNEL_SMS);
    }

    private static PositionPolicy position(int first, int between, int last) {
        return PositionPolicy.newBuilder()
                .setFirst(first)
                .setBetween(between)
                .setLast(last)
                .build();
    }

    private static PerformancePolicy split(int add, int nurture, int close) {
        return PerformancePolicy.newBuilder()
                .setSplit(
                        StageSplit.newBuilder().setAdd(add).setNurture(nurture).setClose(close))
                .build();
    }
}
