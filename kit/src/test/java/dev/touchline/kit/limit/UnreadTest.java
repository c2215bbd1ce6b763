package dev.touchline.kit.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.kit.limit.Unread.Answer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UnreadTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Unread unread = new Unread(100, Duration.ofSeconds(20));
    private final Answer first = new Answer(() -> {});
    private final Answer second = new Answer(() -> {});

    @Test
    void asManyBytesAsAllowed_haveRoom_andOneMoreHasNot() {
        unread.given(first, 40, NOW);

        assertThat(unread.hasRoomFor(60)).isTrue();
        assertThat(unread.hasRoomFor(61)).isFalse();
    }

    @Test
    void anAnswerLargerThanAllRoom_mayBeGivenWhenThereIsNoOther() {
        assertThat(unread.hasRoomFor(101)).isTrue();
    }

    @Test
    void anAnswerThatWasTaken_isNotCounted() {
        unread.given(first, 40, NOW);
        unread.taken(first);
        unread.taken(first);

        assertThat(unread.bytes()).isZero();
    }

    @Test
    void anAnswerThatWasTakenBeforeItWasGiven_isNotCounted() {
        unread.taken(first);

        unread.given(first, 40, NOW);

        assertThat(unread.bytes()).isZero();
    }

    @Test
    void whatNobodyTakesForTooLong_isOverdueUntilItIsTaken() {
        unread.given(first, 20, NOW);
        unread.given(second, 20, NOW.plusSeconds(1));

        assertThat(unread.overdue(NOW.plusSeconds(20))).isEmpty();
        assertThat(unread.overdue(NOW.plusSeconds(21))).containsExactly(first);
        assertThat(unread.overdue(NOW.plusSeconds(22))).containsExactly(first, second);
        unread.taken(first);
        assertThat(unread.overdue(NOW.plusSeconds(22))).containsExactly(second);
    }

    @Test
    void whileThereIsLittleRoom_patienceIsShort() {
        unread.given(first, 51, NOW);

        assertThat(unread.overdue(NOW.plus(Unread.PATIENCE_WHEN_CROWDED))).isEmpty();
        assertThat(unread.overdue(NOW.plus(Unread.PATIENCE_WHEN_CROWDED).plusMillis(1)))
                .containsExactly(first);
    }
}
