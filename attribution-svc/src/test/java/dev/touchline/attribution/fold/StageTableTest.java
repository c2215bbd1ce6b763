package dev.touchline.attribution.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stage table, channel by channel: the stage at which each has reached, and whether a failure disproves it. */
class StageTableTest {
    private static final Instant DAWN = Instant.parse("2026-03-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "COUPON, EXECUTED, false",
        "CALL, DELIVERED, false",
        "GUIDE_TASK, EXECUTED, true",
        "ONE_TO_ONE, EXECUTED, true",
        "MOMENTS, EXECUTED, true",
        "GROUP, EXECUTED, true",
        "SMS, DELIVERED, false",
        "TEMPLATE_MESSAGE, DELIVERED, false",
        "VISIT_INVITATION, DELIVERED, false",
        "EVENT, DELIVERED, false",
        "LIVE_ROOM, DELIVERED, false"
    })
    void touch_qualifiesAtTheStageOfItsChannel(Channel channel, Stage stage, boolean failureDisproves) {
        Map<Stage, Instant> stages = new EnumMap<>(Stage.class);
        for (Stage each : Stage.values()) {
            if (each.compareTo(Stage.RESPONDED) <= 0) {
                stages.put(each, DAWN.plusSeconds(each.ordinal()));
            }
        }
        assertThat(qualifyingInstant(channel, stages)).isEqualTo(DAWN.plusSeconds(stage.ordinal()));

        stages.put(Stage.FAILED, DAWN.plusSeconds(9));
        assertThat(qualifyingInstant(channel, stages) == null).isEqualTo(failureDisproves);
    }

    private static Instant qualifyingInstant(Channel channel, Map<Stage, Instant> stages) {
        Touch touch = new Touch(1, new TouchKey("s", "t"), "c", channel, 1, "", stages, "", null, null);
        return Policy.standard().ruleOf(touch).qualifyingInstant(touch);
    }
}
