package dev.touchline.models.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Removal effects where the answer is known without a computer, and the limits. */
class MarkovTest {
    private static final Offset<Double> EXACT = within(1e-12);

    private static double[] effects(int order, String... rows) {
        return Journeys.of(rows).through(new Markov(order)).effects().conversions();
    }

    @Test
    void lostJourneys_lowerWhatATouchpointIsNeededFor() {
        // start → A ⅓, start → B ⅔; A → conversion ½; B → A ½: P = ⅓·½ + ⅔·½·½ = ⅓, and without B ⅓·½.
        double[] effects = effects(1, "A 1 1 1", "BA 1 1 1", "B 0 0 2");

        assertThat(effects).containsExactly(new double[] {1, 0.5}, EXACT);
    }

    @Test
    void equalTouchpointsThatFollowEachOther_areOne() {
        assertThat(effects(1, "AAAB 1 1 0", "BB 1 1 1")).containsExactly(effects(1, "AB 1 1 0", "B 1 1 1"), EXACT);
        assertThat(effects(3, "AAAB 1 1 0", "BB 1 1 1")).containsExactly(effects(3, "AB 1 1 0", "B 1 1 1"), EXACT);
    }

    @Test
    void orderOfThePathsLength_losesExactlyThePathsWithTheTouchpoint() {
        double[] effects = effects(3, "ABC 2 2 1", "CBA 1 1 5", "BCA 4 4 0", "AC 3 3 9", "B 0 0 4");

        assertThat(effects).containsExactly(new double[] {1, 0.7, 1}, EXACT);
    }

    @Test
    void orderOne_mixesWhatOrderTwoTellsApart() {
        String[] rows = {"AB 9 9 0", "CB 1 1 9", "D 1 1 0"};

        assertThat(effects(1, rows)[0]).isCloseTo(effects(1, rows)[2], within(0.09));
        assertThat(effects(2, rows)).containsExactly(new double[] {9 / 11.0, 10 / 11.0, 1 / 11.0, 1 / 11.0}, EXACT);
    }

    @Test
    void valueHasItsOwnEffects() {
        RemovalEffects effects =
                Journeys.of("A 1 90 0", "B 1 10 0").through(new Markov(1)).effects();

        assertThat(effects.conversions()).containsExactly(new double[] {0.5, 0.5}, EXACT);
        assertThat(effects.value()).containsExactly(new double[] {0.9, 0.1}, EXACT);
    }

    @Test
    void touchpointThatLeadsToConversionsOnlyInTheChain_hasAnEffect() {
        assertThat(effects(1, "AB 1 1 0", "ACB 0 0 1")).containsExactly(new double[] {1, 1, 0.5}, EXACT);
        assertThat(effects(3, "AB 1 1 0", "ACB 0 0 1")).containsExactly(new double[] {1, 1, 0}, EXACT);
    }

    @Test
    void noConversions_noEffects() {
        assertThat(effects(1, "AB 0 0 3")).containsOnly(0);
    }

    @Test
    void effectOfOneInABillion_isRightInAllDigits() {
        double[] effects = effects(1, "A 1000000000 1 0", "B 1 1 0");

        assertThat(effects[1] * 1_000_000_001).isCloseTo(1, EXACT);
    }

    @Test
    void pathsOfThousandsOfTouches_areSolvedAsWell() {
        Journeys journeys = Journeys.of("AB".repeat(5_000) + " 1 1 0", "C 1 1 0");
        Markov markov = new Markov(1);

        double[] direct = journeys.through(markov).effects().conversions();

        // start → A ½; A → B always; B → A 4999/5000: without A or B nothing of that half is left.
        assertThat(direct).containsExactly(new double[] {0.5, 0.5, 0.5}, EXACT);
        assertThat(SparseSolution.of(markov.chain(), 3).conversions()).containsExactly(direct, EXACT);
    }

    @Test
    void largeChain_isSolvedTheSameBothWays() {
        Random random = new Random(11);
        Markov markov = new Markov(2);
        for (int row = 0; row < 20_000; row++) {
            int[] path = random.ints(1 + random.nextInt(9), 0, 16).toArray();
            markov.path(path, path.length, random.nextInt(8) == 0 ? 1 : 0, 0, random.nextInt(2));
        }
        Chain chain = markov.chain();

        double[] sparse = SparseSolution.of(chain, 16).conversions();

        assertThat(chain.states()).isGreaterThan(200);
        assertThat(sparse).containsExactly(DirectSolution.of(chain, 16).conversions(), EXACT);
    }

    @Test
    void transitionsAtTheLimit_areTakenAndOneMoreIsNot() {
        Markov markov = new Markov(1, 3);
        markov.path(new int[] {0, 1, 2}, 3, 1, 1, 0);

        assertThatThrownBy(() -> markov.path(new int[] {2}, 1, 1, 1, 0))
                .isInstanceOf(LimitExceeded.class)
                .hasMessage("4 distinct transitions of the chain (expected: at most 3)");
    }

    @Test
    void touchpointsAtTheLimit_areSolvedAndOneMoreIsNot() {
        Markov markov = new Markov(1);
        for (int i = 0; i < Markov.MOST_TOUCHPOINTS; i++) {
            markov.path(new int[] {i}, 1, 1, 1, 0);
        }

        Credits credits = markov.credits(Markov.MOST_TOUCHPOINTS);

        assertThat(Arrays.stream(credits.conversions())).allMatch(credit -> Math.abs(credit - 1) < 1e-9);
        assertThatThrownBy(() -> markov.credits(Markov.MOST_TOUCHPOINTS + 1))
                .isInstanceOf(LimitExceeded.class)
                .hasMessage("2,001 touchpoints (expected: at most 2,000 for markov)");
    }

    @Test
    void orderPastThree_isRefused() {
        assertThatThrownBy(() -> new Markov(4)).hasMessage("order 4 (expected: 1 to 3)");
    }
}
