package dev.touchline.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** A total is spread without losing or inventing a unit. */
class SpreadTest {
    @Property(tries = 300)
    void shares_addUpToTheTotalAndAreNeverAWholeUnitOff(
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000_000L) long total,
            @ForAll @Size(min = 1, max = 50) List<@LongRange(min = 0, max = 1_000_000_000_000_000L) Long> weights) {
        long[] shares = Spread.of(total, weights);

        assertThat(Arrays.stream(shares).sum()).isEqualTo(total);
        assertThat(Arrays.stream(shares).allMatch(share -> share >= 0)).isTrue();
    }

    @Test
    void unitLeftOver_goesToTheEarlierOfEqualParts() {
        assertThat(Spread.of(100, List.of(1L, 1L, 1L))).containsExactly(34, 33, 33);
        assertThat(Spread.of(101, List.of(0L, 0L))).containsExactly(51, 50);
    }
}
