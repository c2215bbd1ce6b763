package dev.touchline.models.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The shares of the models that go by position. */
class WeightsTest {
    private static final Offset<Double> EXACT = within(1e-15);

    @Test
    void position_is40And20And40() {
        assertThat(Weights.position().of(1)).containsExactly(1);
        assertThat(Weights.position().of(2)).containsExactly(0.5, 0.5);
        assertThat(Weights.position().of(3)).containsExactly(0.4, 0.2, 0.4);
        assertThat(Weights.position().of(4)).containsExactly(0.4, 0.1, 0.1, 0.4);
    }

    @Test
    void timeDecay_halvesWithEachHalfLife() {
        double[] shares =
                Weights.timeDecay(Duration.ofDays(7), Duration.ofDays(7)).of(3);

        assertThat(shares).containsExactly(new double[] {1 / 7.0, 2 / 7.0, 4 / 7.0}, EXACT);
    }

    @Test
    void timeDecayWithoutTimeBetween_isLinear() {
        assertThat(Weights.timeDecay(Duration.ZERO, Duration.ofDays(7)).of(4))
                .containsExactly(Weights.linear().of(4), EXACT);
    }

    @Test
    void touchpointTwiceOnARawPath_earnsTwice() {
        Journeys journeys = Journeys.of("AAB 3 30 0");

        Credits credits = journeys.through(new PositionModel(Weights.linear()));

        assertThat(credits.conversions()).containsExactly(2, 1);
        assertThat(credits.value()).containsExactly(20, 10);
    }

    @Test
    void longPath_isSplitAsWell() {
        Journeys journeys = Journeys.of("A".repeat(300) + "B 301 301 0");

        assertThat(journeys.through(new PositionModel(Weights.linear())).conversions())
                .containsExactly(new double[] {300, 1}, within(1e-9));
    }
}
