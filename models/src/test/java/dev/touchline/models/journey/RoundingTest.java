package dev.touchline.models.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Printed columns add up to their totals, exactly. */
class RoundingTest {
    @Test
    void thirds_giveTheLastDecimalToTheFirst() {
        double third = 10.0 / 3;

        BigDecimal[] rounded = Rounding.conserve(new double[] {third, third, third}, BigDecimal.TEN);

        assertThat(rounded)
                .containsExactly(
                        new BigDecimal("3.333333334"), new BigDecimal("3.333333333"), new BigDecimal("3.333333333"));
    }

    @Test
    void cents_stayCents() {
        BigDecimal[] rounded = Rounding.conserve(new double[] {1_234_567.89, 0.11, 0}, new BigDecimal("1234568.00"));

        assertThat(rounded[0]).isEqualByComparingTo("1234567.89");
        assertThat(rounded[1]).isEqualByComparingTo("0.11");
        assertThat(rounded[2]).isEqualByComparingTo("0");
    }

    @Test
    void nothingToGive_givesNothing() {
        assertThat(Rounding.conserve(new double[] {0, 0}, BigDecimal.ZERO)).allMatch(r -> r.signum() == 0);
        assertThat(Rounding.conserve(new double[0], BigDecimal.ZERO)).isEmpty();
    }

    @Property
    void roundedCredits_addUpToTheTotal(
            @ForAll @Size(min = 1, max = 40) List<@DoubleRange(min = 0, max = 1e9) Double> credits,
            @ForAll @BigRange(min = "0", max = "1000000000000") BigDecimal total) {
        double[] raw = credits.stream().mapToDouble(Double::doubleValue).toArray();
        BigDecimal all = Arrays.stream(raw).sum() == 0 ? BigDecimal.ZERO : total;

        BigDecimal[] rounded = Rounding.conserve(raw, all);

        assertThat(Arrays.stream(rounded).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(all.setScale(Rounding.DECIMALS, RoundingMode.HALF_UP));
        for (int i = 0; i < raw.length; i++) {
            assertThat(raw[i] == 0 && rounded[i].signum() != 0).isFalse();
        }
    }
}
