package dev.touchline.cli.lift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Persons in several arms, among many. */
class UnitsTest {
    @Test
    void personsInSeveralArms_areFoundOnceEach() {
        Units units = new Units();
        for (int i = 0; i < 200_000; i++) {
            units.add("M" + i, i % 2 == 0 ? "a" : "b");
        }
        for (int i = 0; i < 100; i++) {
            units.add("M" + i * 2, "b");
            units.add("M" + i * 2, "c");
            units.add("M" + (i * 2 + 1), "b");
        }

        assertThat(units.merged()).isEqualTo(100);
        assertThat(units.repeated()).isEqualTo(100);
        assertThat(units.inSeveralArms("M198")).isTrue();
        assertThat(units.inSeveralArms("M199")).isFalse();
        assertThat(units.inSeveralArms("M200")).isFalse();
        assertThat(units.inSeveralArms("somebody else")).isFalse();
    }
}
