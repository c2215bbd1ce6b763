package dev.touchline.cli.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.Durations;
import dev.touchline.attribution.v1.ChannelPolicy;
import dev.touchline.attribution.v1.Policy;
import dev.touchline.attribution.v1.PositionPolicy;
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
    void whatIsWrong_isSaidWithItsPlace() {
        assertRefused("half-life: 3d", "p.yaml.version: missing");
        assertRefused("version: p\nhalflife: 3d", "p.yaml.halflife: unknown");
        assertRefused("version: p\nhalf-life: three days", "p.yaml.half-life: three days (expected: a whole number");
        assertRefused("version: p\nposition: 50", "p.yaml.position: 50 (expected: first/between/last");
        assertRefused(
                "version: p\nchannels: {pigeon: {window: 3d}}", "p.yaml.channels.pigeon: pigeon (expected: one of");
        assertRefused("version: p\nchannels: {sms: {class: 0}}", "p.yaml.channels.sms.class: 0 (expected: 1");
        assertRefused("version: [", "p.yaml: not YAML");
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> PolicyFile.parse(text, "p.yaml"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(message);
    }
}
