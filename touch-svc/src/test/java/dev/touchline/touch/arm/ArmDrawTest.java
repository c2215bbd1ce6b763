package dev.touchline.touch.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Drawn arms: the same for ever, independent between campaigns, in the share that was asked for. */
class ArmDrawTest {

    private static final int UNITS = 20_000;
    private static final ArmDraw DRAW = new ArmDraw("salt");

    /** These were drawn by the first version. If they change, arms of running campaigns would be drawn anew. */
    @Test
    void draws_ofTheFirstVersion_stand() {
        String drawn = LongStream.rangeClosed(1, 20)
                .mapToObj(unit -> DRAW.control("birthday", Long.toString(unit), 500_000) ? "c" : "t")
                .reduce("", String::concat);

        assertThat(drawn).isEqualTo("ttttccctcttccctccccc");
    }

    @Property
    void draw_isStable(
            @ForAll String salt,
            @ForAll @StringLength(max = 64) String campaign,
            @ForAll @LongRange(min = 1) long unit,
            @ForAll @IntRange(max = 1_000_000) int ppm) {
        String id = Long.toString(unit);

        assertThat(new ArmDraw(salt).control(campaign, id, ppm))
                .isEqualTo(new ArmDraw(salt).control(campaign, id, ppm));
    }

    @Property
    void moreControl_neverFreesAUnit(
            @ForAll @StringLength(max = 64) String campaign,
            @ForAll @StringLength(min = 1, max = 64) String unit,
            @ForAll @IntRange(max = 1_000_000) int ppm,
            @ForAll @IntRange(max = 1_000_000) int more) {
        if (DRAW.control(campaign, unit, Math.min(ppm, more))) {
            assertThat(DRAW.control(campaign, unit, Math.max(ppm, more))).isTrue();
        }
        assertThat(DRAW.control(campaign, unit, 0)).isFalse();
        assertThat(DRAW.control(campaign, unit, 1_000_000)).isTrue();
    }

    /** Within 5 standard errors of the share. */
    @Property(tries = 20)
    void share_isTheOneAskedFor(
            @ForAll @StringLength(max = 10) String campaign, @ForAll @IntRange(min = 1, max = 999_999) int ppm) {
        double share = ppm / 1e6;

        double drawn = share(campaign, ppm);

        assertThat(drawn).isCloseTo(share, within(5 * Math.sqrt(share * (1 - share) / UNITS) + 1.0 / UNITS));
    }

    @Test
    void campaigns_drawIndependently() {
        long both = LongStream.range(0, UNITS)
                .mapToObj(Long::toString)
                .filter(unit -> DRAW.control("a", unit, 500_000) && DRAW.control("b", unit, 500_000))
                .count();

        assertThat(both / (double) UNITS).isCloseTo(0.25, within(5 * Math.sqrt(0.25 * 0.75 / UNITS)));
    }

    private static double share(String campaign, int ppm) {
        return LongStream.range(0, UNITS)
                        .filter(unit -> DRAW.control(campaign, Long.toString(unit), ppm))
                        .count()
                / (double) UNITS;
    }
}
