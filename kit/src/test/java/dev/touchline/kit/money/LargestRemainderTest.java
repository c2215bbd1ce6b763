package dev.touchline.kit.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Splits by hand, and the promises of the method for any total and weights. */
class LargestRemainderTest {
    @Test
    void split_overThreeEqualWeights_givesTheLeftOverUnitToTheEarliest() {
        assertThat(LargestRemainder.split(10_000, new long[] {1, 1, 1})).containsExactly(3_334, 3_333, 3_333);
    }

    @Test
    void split_ofNegativeTotal_negatesTheSplitOfItsAbsoluteValue() {
        assertThat(LargestRemainder.split(-5_000, new long[] {2, 1})).containsExactly(-3_333, -1_667);
    }

    @Test
    void split_withLargerFractionLater_givesItTheUnit() {
        assertThat(LargestRemainder.split(100, new long[] {1, 1, 4})).containsExactly(17, 17, 66);
        assertThat(LargestRemainder.split(10, new long[] {1, 2})).containsExactly(3, 7);
    }

    @Test
    void split_ofZero_isZeros() {
        assertThat(LargestRemainder.split(0, new long[] {3, 0, 1})).containsExactly(0, 0, 0);
    }

    @Test
    void split_beyond64Bits_isExact() {
        long[] parts = LargestRemainder.split(Long.MAX_VALUE, new long[] {Long.MAX_VALUE / 3, Long.MAX_VALUE / 3, 1});
        assertThat(Arrays.stream(parts).sum()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void split_withoutPositiveWeight_isRefused() {
        assertThatThrownBy(() -> LargestRemainder.split(1, new long[] {0, 0})).hasMessageContaining("above 0");
        assertThatThrownBy(() -> LargestRemainder.split(1, new long[] {-1, 2})).hasMessageContaining("weight: -1");
    }

    @Property
    void parts_addUpAndAreLessThanOneUnitOff(
            @ForAll long anyTotal,
            @ForAll @Size(min = 1, max = 9) List<@LongRange(min = 0, max = Long.MAX_VALUE / 9) Long> anyWeights) {
        long total = anyTotal == Long.MIN_VALUE ? 0 : anyTotal;
        long[] weights = anyWeights.stream().mapToLong(Long::longValue).toArray();
        weights[0] = Math.max(1, weights[0]);
        BigInteger sum = Arrays.stream(weights).mapToObj(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);

        long[] parts = LargestRemainder.split(total, weights);

        assertThat(Arrays.stream(parts).sum()).isEqualTo(total);
        for (int i = 0; i < parts.length; i++) {
            BigInteger scaled = BigInteger.valueOf(parts[i]).multiply(sum);
            BigInteger exact = BigInteger.valueOf(total).multiply(BigInteger.valueOf(weights[i]));
            assertThat(scaled.subtract(exact).abs()).isLessThan(sum);
            assertThat(Long.signum(parts[i]) * Long.signum(total)).isNotNegative();
        }
    }
}
