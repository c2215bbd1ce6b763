package dev.touchline.lift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;

/** What holds for every trial. */
class LawsTest {
    private static final int TRIES = 150;
    private static final double ROUNDING = 1e-25;

    private static Offset<Double> near(double value) {
        return within(1e-12 * Math.abs(value) + 1e-300);
    }

    /** Skewed like sales: most buy nothing; amounts in cents around a base. */
    private static double[][] people(long seed, int count, double base) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] people = new double[count][];
        for (int i = 0; i < count; i++) {
            double x = random.nextInt(3) == 0 ? Math.round(Math.exp(random.nextDouble() * 8)) / 100.0 : 0;
            double y = random.nextInt(3) == 0 ? Math.round(Math.exp(random.nextDouble() * 9)) / 100.0 + x : 0;
            people[i] = new double[] {y + base, x};
        }
        return people;
    }

    private static Moments moments(List<double[]> people) {
        TrialBuilder builder = new TrialBuilder();
        people.forEach(person -> builder.add("arm", false, person[0], person[1]));
        return builder.build().arm("arm");
    }

    private static Moments moments(double[][] people) {
        return moments(List.of(people));
    }

    private static void assertSame(Moments actual, Moments expected) {
        assertThat(actual.counts()).isEqualTo(expected.counts());
        assertThat(actual.meanOutcome()).isCloseTo(expected.meanOutcome(), near(expected.meanOutcome()));
        assertThat(actual.meanCovariate()).isCloseTo(expected.meanCovariate(), near(expected.meanCovariate()));
        double yy = expected.sums().yy().value();
        double xx = expected.sums().xx().value();
        assertResiduals(actual.outcomeResiduals(), expected.outcomeResiduals(), yy);
        assertResiduals(actual.covariateResiduals(), expected.covariateResiduals(), xx);
        assertResiduals(actual.crossResiduals(), expected.crossResiduals(), Math.sqrt(yy * xx));
    }

    /** Residuals are what is left of sums of squares; where nothing is left, their rounding is. */
    private static void assertResiduals(Sum actual, Sum expected, double squares) {
        assertThat(actual.value())
                .isCloseTo(expected.value(), within(1e-12 * Math.abs(expected.value()) + ROUNDING * squares + 1e-300));
    }

    @Property(tries = TRIES)
    void partsInAnyOrder_areTheWhole(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 400) int count,
            @ForAll @IntRange(min = 1, max = 9) int parts,
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double base) {
        double[][] people = people(seed, count, base);
        List<double[]> shuffled = new ArrayList<>(List.of(people));
        Collections.shuffle(shuffled, new Random(seed));
        Moments merged = Moments.NONE;
        for (int part = 0; part < parts; part++) {
            int from = count * part / parts;
            int to = count * (part + 1) / parts;
            if (from < to) {
                merged = moments(shuffled.subList(from, to)).merge(merged);
            }
        }

        assertSame(merged, moments(people));
    }

    @Property(tries = TRIES)
    void sumsOfADatabase_areTheSameArm(@ForAll long seed, @ForAll @IntRange(min = 2, max = 200) int count) {
        double[][] people = people(seed, count, 0);
        BigDecimal[] sums = new BigDecimal[5];
        java.util.Arrays.fill(sums, BigDecimal.ZERO);
        long buyers = 0;
        for (double[] person : people) {
            BigDecimal y = new BigDecimal(person[0]);
            BigDecimal x = new BigDecimal(person[1]);
            buyers += person[0] != 0 ? 1 : 0;
            sums[0] = sums[0].add(y);
            sums[1] = sums[1].add(x);
            sums[2] = sums[2].add(y.multiply(y));
            sums[3] = sums[3].add(x.multiply(x));
            sums[4] = sums[4].add(x.multiply(y));
        }

        assertSame(
                Moments.ofMembers(new Counts(count, count, buyers, 0), sums[0], sums[1], sums[2], sums[3], sums[4]),
                moments(people));
    }

    @Property(tries = TRIES)
    void clustersOfOne_areMembers(@ForAll long seed, @ForAll @IntRange(min = 2, max = 200) int count) {
        double[][] people = people(seed, count, 3);
        TrialBuilder builder = new TrialBuilder();
        for (int i = 0; i < count; i++) {
            builder.addTo("cluster " + i, "arm", false, people[i][0], people[i][1]);
        }

        assertSame(builder.build().arm("arm"), moments(people));
    }

    @Property(tries = TRIES)
    void swappedArms_negateTheDifference(@ForAll long seed, @ForAll @IntRange(min = 2, max = 200) int count) {
        Moments a = moments(people(seed, count, 1));
        Moments b = moments(people(seed + 1, count + 3, 1));
        Cuped cuped = Cuped.of(List.of(a, b)).orElse(new Cuped(0, 0));
        for (boolean adjusted : new boolean[] {false, true}) {
            Comparison there = adjusted ? Comparison.adjusted("b", b, a, cuped) : Comparison.plain("b", b, a);
            Comparison back = adjusted ? Comparison.adjusted("a", a, b, cuped) : Comparison.plain("a", a, b);
            assertThat(there.difference().isPresent())
                    .isEqualTo(back.difference().isPresent());
            there.difference().ifPresent(welch -> {
                Welch other = back.difference().orElseThrow();
                assertThat(other.difference()).isEqualTo(-welch.difference());
                assertThat(other.standardError()).isEqualTo(welch.standardError());
                assertThat(other.p()).isEqualTo(welch.p());
                assertThat(other.interval().low()).isEqualTo(-welch.interval().high());
            });
        }
    }

    @Property(tries = TRIES)
    void adding_movesMeansAndNothingElse(
            @ForAll long seed,
            @ForAll @IntRange(min = 20, max = 200) int count,
            @ForAll @IntRange(min = -100_000, max = 100_000) int shift) {
        Comparison before = Trials.plain(moments(people(seed, count, 0)), moments(people(seed + 1, count, 0)));
        Comparison after = Trials.plain(moments(people(seed, count, shift)), moments(people(seed + 1, count, shift)));
        before.difference().ifPresent(welch -> {
            Welch moved = after.difference().orElseThrow();
            // Adding a shift rounds each outcome to a double of the shift's size.
            double rounding = 1e-16 * Math.abs(shift) * 4;
            assertThat(after.mean()).isCloseTo(before.mean() + shift, within(1e-9));
            assertThat(moved.difference()).isCloseTo(welch.difference(), within(1e-12 * before.mean() + 4 * rounding));
            assertThat(moved.standardError()).isCloseTo(welch.standardError(), within(1e-9 * welch.standardError()));
        });
    }

    @Property(tries = TRIES)
    void scaling_scales(@ForAll long seed, @ForAll @IntRange(min = -20, max = 20) int power) {
        double factor = Math.scalb(1, power);
        double[][] treated = people(seed, 150, 1);
        double[][] control = people(seed + 1, 120, 1);
        Comparison before = Trials.plain(moments(treated), moments(control));
        Comparison after = Trials.plain(moments(scaled(treated, factor)), moments(scaled(control, factor)));
        Welch welch = before.difference().orElseThrow();
        Welch scaled = after.difference().orElseThrow();

        assertThat(scaled.difference()).isEqualTo(welch.difference() * factor);
        assertThat(scaled.standardError()).isCloseTo(welch.standardError() * factor, near(scaled.standardError()));
        assertThat(scaled.p()).isCloseTo(welch.p(), within(1e-12));
        assertThat(after.lift().isPresent()).isEqualTo(before.lift().isPresent());
        before.lift().ifPresent(lift -> {
            RelativeLift same = after.lift().orElseThrow();
            assertThat(same.value()).isCloseTo(lift.value(), within(1e-12));
            assertThat(same.standardError()).isCloseTo(lift.standardError(), near(lift.standardError()));
        });
    }

    private static double[][] scaled(double[][] people, double factor) {
        double[][] scaled = new double[people.length][];
        for (int i = 0; i < people.length; i++) {
            scaled[i] = new double[] {people[i][0] * factor, people[i][1]};
        }
        return scaled;
    }

    @Property(tries = TRIES)
    void cupedWithoutTheta_isPlain(@ForAll long seed, @ForAll @IntRange(min = 2, max = 200) int count) {
        Moments treated = moments(people(seed, count, 1));
        Moments control = moments(people(seed + 1, count, 1));
        Comparison plain = Comparison.plain("t", treated, control);
        Comparison adjusted = Comparison.adjusted("t", treated, control, new Cuped(0, 17));

        assertThat(adjusted.difference()).isEqualTo(plain.difference());
        assertThat(adjusted.lift()).isEqualTo(plain.lift());
    }

    @Property(tries = TRIES)
    void cuped_isWelchOfAdjustedOutcomes(@ForAll long seed, @ForAll @IntRange(min = 30, max = 200) int count) {
        double[][] treated = people(seed, count, 1);
        double[][] control = people(seed + 1, count + 11, 1);
        Analysis analysis = Analysis.of(Trials.of(moments(treated), moments(control)), "control");
        Cuped cuped = analysis.cuped().orElseThrow();
        Comparison adjusted = analysis.comparisons().get(1);
        Comparison byHand = Trials.plain(moments(adjusted(treated, cuped)), moments(adjusted(control, cuped)));

        assertThat(adjusted.method()).isEqualTo(Method.CUPED);
        assertThat(adjusted.mean()).isCloseTo(byHand.mean(), within(1e-11 * Math.abs(byHand.mean()) + 1e-11));
        assertThat(adjusted.difference().orElseThrow().standardError())
                .isCloseTo(byHand.difference().orElseThrow().standardError(), within(1e-11 * byHand.mean()));
    }

    private static double[][] adjusted(double[][] people, Cuped cuped) {
        double[][] adjusted = new double[people.length][];
        for (int i = 0; i < people.length; i++) {
            adjusted[i] = new double[] {people[i][0] - cuped.theta() * (people[i][1] - cuped.centre()), people[i][1]};
        }
        return adjusted;
    }
}
