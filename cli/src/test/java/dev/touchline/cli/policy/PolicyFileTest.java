package dev.touchline.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.Durations;
import dev.touchline.attribution.v1.ChannelPolicy;
import dev.touchline.attribution.v1.PerformancePolicy;
import dev.touchline.attribution.v1.Policy;
import dev.touchline.attribution.v1.PositionPolicy;
import dev.touchline.attribution.v1.StageSplit;
import dev.touchline.cli.Failure;
import dev.touchline.touch.v1.TouchStage;
import dev.touchline.type.v1.TouchChannel;
import org.junit.jupiter.api.Test;

class PolicyFileTest {
    @Test
    void everythingThatMayBeSaid_isRead() {
        Policy policy = PolicyFile.parse(
                """
                version: autumn
                half-life: 36h
                position: 50/0/50
                performance: {split: {add: 20, close: 80}}
                channels:
                  sms: {window: 3d, class: 4}
                  guide-task: {window: campaign}
                  coupon: {reached-by: [executed, responded]}
                """,
                "autumn.yaml");

        assertThat(policy)
                .isEqualTo(Policy.newBuilder()
                        .setVersion("autumn")
                        .setHalfLife(Durations.fromHours(36))
                        .setPosition(PositionPolicy.newBuilder().setFirst(50).setLast(50))
                        .setPerformance(PerformancePolicy.newBuilder()
                                .setSplit(StageSplit.newBuilder().setAdd(20).setClose(80)))
                        .addChannels(ChannelPolicy.newBuilder()
                                .setChannel(TouchChannel.TOUCH_CHANNEL_SMS)
                                .setWindow(Durations.fromDays(3))
                                .setPrecedenceClass(4))
                        .addChannels(ChannelPolicy.newBuilder()
                                .setChannel(TouchChannel.TOUCH_CHANNEL_GUIDE_TASK)
                                .setUntilCampaignEnd(true))
                        .addChannels(ChannelPolicy.newBuilder()
                                .setChannel(TouchChannel.TOUCH_CHANNEL_COUPON)
                                .addReachedBy(TouchStage.TOUCH_STAGE_EXECUTED)
                                .addReachedBy(TouchStage.TOUCH_STAGE_RESPONDED))
                        .build());
    }

    @Test
    void whatIsShownAsYaml_isReadAsTheSame() {
        Policy policy = PolicyFile.parse(
                """
                version: 双11 2026
                half-life: 90m
                position: 40/20/40
                performance: {split: none}
                channels:
                  sms: {window: 3d, class: 4, reached-by: delivered}
                  guide-task: {window: campaign}
                  live-room: {class: 2}
                  coupon: {reached-by: [executed, responded]}
                """,
                "p.yaml");

        assertThat(PolicyFile.parse(PolicyYaml.of(policy), "again.yaml")).isEqualTo(policy);
        assertThat(policy.getPerformance().hasSplit()).isFalse();
    }

    @Test
    void whatIsWrong_isSaidWithItsPlace() {
        assertRefused("half-life: 3d", "p.yaml.version: missing");
        assertRefused("version: p\nhalflife: 3d", "p.yaml.halflife: unknown");
        assertRefused("version: p\nhalf-life: three days", "p.yaml.half-life: three days (expected: a whole number");
        assertRefused("version: p\nposition: 50", "p.yaml.position: 50 (expected: first/between/last");
        assertRefused(
                "version: p\nchannels: {pigeon: {window: 3d}}", "p.yaml.channels.pigeon: pigeon (expected: one of");
        assertRefused("version: p\nchannels: {sms: {class: 0}}", "p.yaml.channels.sms.class: 0 (expected: 1");
        assertRefused("version: [", "p.yaml: not YAML");
        assertRefused(
                "version: p\nperformance: {split: {add: half}}",
                "p.yaml.performance.split.add: half (expected: percent");
        assertRefused("version: p\nperformance: {split: {keep: 1}}", "p.yaml.performance.split.keep: unknown");
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> PolicyFile.parse(text, "p.yaml"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(message);
    }
}
