package dev.touchline.models.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.data.Offset;

/** What holds for every model and any paths, and the two algorithmic models against their definitions. */
class ModelPropertiesTest {
    private static final Offset<Double> EXACT = within(1e-9);

    private static final List<Supplier<JourneyModel>> MODELS = List.of(
            () -> new PositionModel(Weights.first()),
            () -> new PositionModel(Weights.last()),
            () -> new PositionModel(Weights.linear()),
            () -> new PositionModel(Weights.position()),
            () -> new PositionModel(Weights.timeDecay(Duration.ofDays(1), Duration.ofDays(7))),
            () -> new Markov(1),
            () -> new Markov(2),
            () -> new Markov(3),
            Shapley::new);

    @Provide
    Arbitrary<Journeys> journeys() {
        return Journeys.any(6, 30);
    }

    @Provide
    Arbitrary<Supplier<JourneyModel>> models() {
        return Arbitraries.of(MODELS);
    }

    @Property
    void credits_addUpToWhatWasTakenIn(
            @ForAll("journeys") Journeys journeys, @ForAll("models") Supplier<JourneyModel> model) {
        Credits credits = journeys.through(model.get());

        assertThat(Arrays.stream(credits.conversions()).sum()).isCloseTo(journeys.conversions(), EXACT);
        assertThat(Arrays.stream(credits.value()).sum()).isCloseTo(journeys.value(), EXACT);
        assertThat(Arrays.stream(credits.conversions())).allMatch(credit -> credit >= 0);
    }

    @Property
    void rowsInAnotherOrder_changeNothing(
            @ForAll("journeys") Journeys journeys, @ForAll("models") Supplier<JourneyModel> model, @ForAll long seed) {
        Credits again = journeys.shuffled(seed).through(model.get());

        same(again, journeys.through(model.get()));
    }

    @Property
    void rowAsTwoRows_changesNothing(
            @ForAll("journeys") Journeys journeys, @ForAll("models") Supplier<JourneyModel> model) {
        Credits again = journeys.split().through(model.get());

        same(again, journeys.through(model.get()));
    }

    @Property
    void touchpointsThatPlayTheSamePart_earnTheSame(
            @ForAll("journeys") Journeys journeys, @ForAll("models") Supplier<JourneyModel> model) {
        Credits credits = journeys.mirrored().through(model.get());

        assertThat(credits.conversions()[0]).isCloseTo(credits.conversions()[1], EXACT);
        assertThat(credits.value()[0]).isCloseTo(credits.value()[1], EXACT);
    }

    /** Markov is another thing: a touchpoint of lost journeys may lead, in the chain, to touchpoints that convert. */
    @Property
    void touchpointOnNoConvertingPath_earnsNothing(@ForAll("journeys") Journeys journeys) {
        for (Supplier<JourneyModel> model : MODELS) {
            Credits credits = journeys.through(model.get());
            for (int x = 0; x < journeys.touchpoints() && credits.effects() == null; x++) {
                int touchpoint = x;
                if (journeys.rows().stream()
                        .noneMatch(row -> row.conversions() > 0 && row.path().contains(touchpoint))) {
                    assertThat(credits.conversions()[x]).isZero();
                }
            }
        }
    }

    @Property(tries = 2_000)
    void removalEffects_areThoseOfTheTextbook(@ForAll("journeys") Journeys journeys) {
        for (int order = 1; order <= Markov.MOST_ORDER; order++) {
            Markov markov = new Markov(order);
            RemovalEffects direct = journeys.through(markov).effects();
            RemovalEffects sparse = SparseSolution.of(markov.chain(), journeys.touchpoints());
            TextbookChain textbook = new TextbookChain(journeys, order);

            double[] conversions = textbook.effects(journeys.touchpoints(), false);
            double[] value = textbook.effects(journeys.touchpoints(), true);
            assertThat(direct.conversions()).containsExactly(conversions, EXACT);
            assertThat(direct.value()).containsExactly(value, EXACT);
            assertThat(sparse.conversions()).containsExactly(conversions, EXACT);
            assertThat(sparse.value()).containsExactly(value, EXACT);
        }
    }

    @Property
    void shapley_isTheAverageOverAllCoalitions(@ForAll("journeys") Journeys journeys) {
        Credits credits = journeys.through(new Shapley());

        assertThat(credits.conversions()).containsExactly(byCoalitions(journeys, false), EXACT);
        assertThat(credits.value()).containsExactly(byCoalitions(journeys, true), EXACT);
    }

    /** φ_i = Σ over S without i of |S|! (n − |S| − 1)! ÷ n! · (v(S ∪ i) − v(S)), over all 2^n sets. */
    private static double[] byCoalitions(Journeys journeys, boolean ofValue) {
        int n = journeys.touchpoints();
        double[] v = new double[1 << n];
        for (int set = 0; set < v.length; set++) {
            for (Journeys.Row row : journeys.rows()) {
                int needed = row.path().stream().mapToInt(i -> 1 << i).reduce(0, (a, b) -> a | b);
                v[set] += (needed & ~set) == 0 ? (ofValue ? row.value() : row.conversions()) : 0;
            }
        }
        double[] shapley = new double[n];
        for (int i = 0; i < n; i++) {
            for (int set = 0; set < v.length; set++) {
                if ((set & 1 << i) == 0) {
                    int size = Integer.bitCount(set);
                    double weight = factorial(size) * factorial(n - size - 1) / factorial(n);
                    shapley[i] += weight * (v[set | 1 << i] - v[set]);
                }
            }
        }
        return shapley;
    }

    private static double factorial(int n) {
        return n < 2 ? 1 : n * factorial(n - 1);
    }

    private static void same(Credits some, Credits others) {
        assertThat(some.conversions()).containsExactly(others.conversions(), EXACT);
        assertThat(some.value()).containsExactly(others.value(), EXACT);
    }
}
