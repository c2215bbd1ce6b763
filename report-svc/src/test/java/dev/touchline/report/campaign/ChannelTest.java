package dev.touchline.report.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchline.type.v1.TouchChannel;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stage table, row by row: T targeted, E executed, R reached, A answered. */
class ChannelTest {

    @ParameterizedTest
    @CsvSource({
        "COUPON,           ASSIGNED,                    T",
        "COUPON,           EXECUTED,                    TER",
        "COUPON,           DELIVERED,                   TER",
        "COUPON,           RESPONDED,                   TERA",
        "CALL,             EXECUTED,                    TE",
        "CALL,             EXECUTED FAILED,             TE",
        "CALL,             DELIVERED RESPONDED,         TERA",
        "GUIDE_TASK,       ASSIGNED,                    T",
        "GUIDE_TASK,       EXECUTED,                    TER",
        "GUIDE_TASK,       EXECUTED FAILED,             TE",
        "ONE_TO_ONE,       EXECUTED FAILED,             TE",
        "MOMENTS,          EXECUTED RESPONDED,          TERA",
        "GROUP,            EXECUTED,                    TER",
        "SMS,              EXECUTED,                    TE",
        "SMS,              EXECUTED DELIVERED,          TER",
        "TEMPLATE_MESSAGE, DELIVERED,                   TER",
        "VISIT_INVITATION, DELIVERED RESPONDED,         TERA",
        "EVENT,            EXECUTED,                    TE",
        "EVENT,            DELIVERED RESPONDED,         TER",
        "LIVE_ROOM,        DELIVERED,                   TER",
        "SMS,              ASSIGNED CANCELLED,          ''",
        "SMS,              CANCELLED,                   ''",
        "SMS,              ASSIGNED FAILED,             T",
        "SMS,              ASSIGNED EXECUTED CANCELLED, TE",
        "SMS,              '',                          ''",
    })
    void progress_byChannelAndStages_followsTheStageTable(Channel channel, String stages, String expected) {
        Progress progress = channel.progress(stages(stages));

        assertThat(text(progress)).isEqualTo(expected);
    }

    @Test
    void channels_ofTheContract_haveTheSameNumbersAndNames() {
        for (TouchChannel channel : TouchChannel.values()) {
            if (channel != TouchChannel.UNRECOGNIZED && channel != TouchChannel.TOUCH_CHANNEL_UNSPECIFIED) {
                assertThat("TOUCH_CHANNEL_" + Channel.of(channel.getNumber())).isEqualTo(channel.name());
            }
        }
    }

    @Test
    void channel_thatTheContractDoesNotHave_isRefused() {
        assertThatThrownBy(() -> Channel.of(0)).hasMessage("channel: 0 (expected: 1..11)");
        assertThatThrownBy(() -> Channel.of(12)).hasMessage("channel: 12 (expected: 1..11)");
    }

    private static Set<Stage> stages(String names) {
        EnumSet<Stage> stages = EnumSet.noneOf(Stage.class);
        Arrays.stream(names.split(" "))
                .filter(name -> !name.isEmpty())
                .map(Stage::valueOf)
                .forEach(stages::add);
        return stages;
    }

    private static String text(Progress progress) {
        return (progress.targeted() ? "T" : "")
                + (progress.executed() ? "E" : "")
                + (progress.reached() ? "R" : "")
                + (progress.responded() ? "A" : "");
    }
}
