package dev.touchline.lift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;
import org.hipparchus.stat.inference.TTest;
import org.junit.jupiter.api.Test;

/** Welch's test against published figures and another implementation. */
class WelchTest {
    /** R's data set {@code sleep}: extra hours of sleep under two drugs (A. R. Cushny and A. R. Peebles, 1905). */
    private static final double[] FIRST_DRUG = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};

    private static final double[] SECOND_DRUG = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

    private static Offset<Double> near(double value) {
        return within(1e-11 * Math.abs(value));
    }

    @Test
    void sleep_isAsR() {
        // t.test(extra ~ group, data = sleep): t = -1.8608, df = 17.776, p-value = 0.07939, -3.3654832 0.2054832
        Welch welch = Trials.plain(Trials.members(SECOND_DRUG), Trials.members(FIRST_DRUG))
                .difference()
                .orElseThrow();

        assertThat(welch.difference()).isCloseTo(1.58, near(1.58));
        assertThat(welch.standardError()).isCloseTo(0.849091017238762, near(1));
        assertThat(welch.degreesOfFreedom()).isCloseTo(17.776473516178495, near(17));
        assertThat(welch.p()).isCloseTo(0.0793941401873583, near(0.1));
        assertThat(welch.interval().low()).isCloseTo(-0.20548323071171137, near(1));
        assertThat(welch.interval().high()).isCloseTo(3.3654832307117104, near(1));
        assertThat(welch.detectable()).isCloseTo((2.1028213 + 0.8623120) * 0.849091017238762, within(1e-4));
    }

    @Test
    void quantiles_areAsOfAnotherLibrary() {
        // scipy.stats.t.ppf and 2 * t.sf
        assertThat(Student.quantile(0.975, 1)).isCloseTo(12.706204736174694, near(12));
        assertThat(Student.quantile(0.975, 2.5)).isCloseTo(3.5746548420036817, near(3));
        assertThat(Student.quantile(0.975, 1e3)).isCloseTo(1.9623390808264083, near(2));
        assertThat(Student.quantile(0.975, 10_001)).isCloseTo(Student.quantile(0.975, 10_000), within(3e-8));
        assertThat(Student.quantile(0.8, 17.776)).isCloseTo(0.862311964893163, near(1));
        assertThat(Student.quantile(0.975, 1e7)).isCloseTo(1.959964221767205, near(2));
        assertThat(Student.twoSided(9.5, 17.776)).isCloseTo(2.1890269805273008e-08, within(1e-17));
        assertThat(Student.twoSided(9.5, 1e3)).isCloseTo(1.4967404877692208e-20, within(1e-29));
    }

    @Property(tries = 200)
    void p_isAsOfHipparchus(
            @ForAll @Size(min = 2, max = 40) List<@DoubleRange(min = -1e4, max = 1e4) Double> a,
            @ForAll @Size(min = 2, max = 40) List<@DoubleRange(min = -1e4, max = 1e4) Double> b) {
        double[] treated = a.stream().mapToDouble(Double::doubleValue).toArray();
        double[] control = b.stream().mapToDouble(Double::doubleValue).toArray();
        Trials.plain(Trials.members(treated), Trials.members(control))
                .difference()
                .ifPresent(welch -> assertThat(welch.p()).isCloseTo(new TTest().tTest(treated, control), within(1e-7)));
    }

    @Test
    void armsThatDoNotVary_haveNoInterval() {
        Comparison comparison = Trials.plain(Trials.members(0.1, 0.1, 0.1), Trials.members(0, 0, 0));

        assertThat(comparison.difference()).isEmpty();
        assertThat(comparison.verdict(0.05)).isEqualTo(Verdict.NOT_ENOUGH_DATA);
        assertThat(Analysis.warnings(comparison)).contains(Warning.NO_VARIATION);
    }

    @Test
    void armOfOne_hasNoInterval() {
        Comparison comparison = Trials.plain(Trials.members(5), Trials.members(1, 2, 3));

        assertThat(comparison.difference()).isEmpty();
        assertThat(comparison.incremental()).isEqualTo(3);
        assertThat(Analysis.warnings(comparison)).contains(Warning.TOO_FEW_UNITS);
    }
}
