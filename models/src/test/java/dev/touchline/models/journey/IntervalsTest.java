package dev.touchline.models.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Bootstrap intervals: where theory knows their width, their repeatability, and when they are refused. */
class IntervalsTest {
    private static Intervals intervals(Journeys journeys, Supplier<JourneyModel> model, long seed) {
        return Intervals.of(journeys.table(), model, journeys.touchpoints(), 1_000, seed);
    }

    @Test
    void shareOfATouchpoint_variesLikeABinomial() {
        // 400 of 1,000 conversions: 400 ± 1.96 · √(1000 · 0.4 · 0.6) = 400 ± 30.4.
        Intervals intervals = intervals(Journeys.of("A 400 1 0", "B 600 1 0"), Shapley::new, 5);

        assertThat(intervals.low()[0]).isCloseTo(369.6, within(5.0));
        assertThat(intervals.high()[0]).isCloseTo(430.4, within(5.0));
    }

    @Test
    void sameSeed_sameIntervals() {
        Journeys journeys = Journeys.of("AB 80 1 90", "BC 50 1 10", "C 30 1 300");

        Intervals once = intervals(journeys, () -> new Markov(1), 42);
        Intervals again = intervals(journeys, () -> new Markov(1), 42);
        Intervals other = intervals(journeys, () -> new Markov(1), 43);

        assertThat(again.low()).containsExactly(once.low());
        assertThat(again.high()).containsExactly(once.high());
        assertThat(other.low()).isNotEqualTo(once.low());
    }

    @Test
    void interval_isAroundTheCredit() {
        Journeys journeys = Journeys.of("AB 80 1 90", "BC 50 1 10", "C 30 1 300");
        double[] credits = journeys.through(new Markov(2)).conversions();

        Intervals intervals = intervals(journeys, () -> new Markov(2), 1);

        for (int i = 0; i < credits.length; i++) {
            assertThat(credits[i]).isBetween(intervals.low()[i], intervals.high()[i]);
        }
    }

    @Test
    void conversionsAtTheThreshold_areEnoughAndOneLessIsNot() {
        assertThat(intervals(Journeys.of("A 100 1 0"), Shapley::new, 1).enough())
                .isTrue();
        assertThat(intervals(Journeys.of("A 99 1 500"), Shapley::new, 1).enough())
                .isFalse();
    }

    @Test
    void touchpointWithTooFewConversions_hasNoIntervalOfItsOwn() {
        Intervals intervals = intervals(Journeys.of("A 100 1 0", "B 9 1 0", "C 10 1 0"), Shapley::new, 1);

        assertThat(intervals.low()[0]).isPositive();
        assertThat(intervals.low()[1]).isNaN();
        assertThat(intervals.high()[1]).isNaN();
        assertThat(intervals.low()[2]).isPositive();
    }

    @Test
    void journeysPastWhatCanBeDrawn_areRefused() {
        assertThatThrownBy(() -> intervals(Journeys.of("A 1000000000 1 1"), Shapley::new, 1))
                .isInstanceOf(LimitExceeded.class)
                .hasMessage("1,000,000,001 journeys (expected: at most 1,000,000,000 for intervals)");
        assertThat(Intervals.of(Journeys.of("A 1000000000 1 0").table(), Shapley::new, 1, 100, 1)
                        .enough())
                .isTrue();
    }

    @Test
    void touchesAtTheLimit_areKeptAndOneMoreIsNot() {
        PathTable table = new PathTable(3, 9);
        table.path(new int[] {0, 1, 2}, 3, 1, 1, 0);

        assertThatThrownBy(() -> table.path(new int[] {0}, 1, 1, 1, 0))
                .isInstanceOf(LimitExceeded.class)
                .hasMessage("4 touches in all rows (expected: at most 3 for intervals)");
    }

    @Test
    void rowsAtTheLimit_areKeptAndOneMoreIsNot() {
        PathTable table = new PathTable(9, 1);
        table.path(new int[] {0}, 1, 1, 1, 0);

        assertThatThrownBy(() -> table.path(new int[] {0}, 1, 1, 1, 0))
                .isInstanceOf(LimitExceeded.class)
                .hasMessage("2 rows (expected: at most 1 for intervals)");
    }
}
