package dev.touchline.member.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What stands when news is added. */
class ProfileTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void plus_withALaterRecruitment_keepsTheEarlier() {
        Profile known = recruited("b", NOON, "s1");

        assertThat(known.plus(recruited("b", NOON.plusSeconds(1), "s2"))).isEqualTo(known);
        assertThat(known.plus(recruited("b", NOON.minusSeconds(1), "s2")).recruitments())
                .isEqualTo(recruited("b", NOON.minusSeconds(1), "s2").recruitments());
        assertThat(known.plus(recruited("", NOON, "s2")).recruitments()).hasSize(2);
    }

    @Test
    void plus_withABindingOfTheSameStart_replacesIt() {
        Profile known = bound(NOON, null, "g1");

        Profile ended = known.plus(bound(NOON, NOON.plusSeconds(60), "g1"));

        assertThat(ended.bindings().values()).extracting(Binding::end).containsExactly(NOON.plusSeconds(60));
        assertThat(known.plus(bound(NOON.plusSeconds(1), null, "g2")).bindings())
                .hasSize(2);
    }

    @Test
    void plus_withoutPointsOrLevel_leavesThem() {
        Profile known = Profile.of("c", 10L, "gold", List.of(), List.of(), List.of());

        assertThat(known.plus(Profile.EMPTY)).isEqualTo(known);
        assertThat(known.plus(Profile.of("", 0L, "", List.of(), List.of(), List.of()))
                        .points())
                .isZero();
        assertThat(known.named("other").code()).isEqualTo("c");
        assertThat(Profile.EMPTY.named("first").code()).isEqualTo("first");
    }

    @Property
    void recruitments_doNotDependOnTheOrderOfArrival(
            @ForAll("recruitments") List<Recruitment> first, @ForAll("recruitments") List<Recruitment> second) {
        Profile a = Profile.EMPTY.plus(of(first)).plus(of(second));
        Profile b = Profile.EMPTY.plus(of(second)).plus(of(first));

        assertThat(a).isEqualTo(b);
        assertThat(a.plus(of(first))).isEqualTo(a);
    }

    @Provide
    Arbitrary<List<Recruitment>> recruitments() {
        return Combinators.combine(
                        Arbitraries.of("", "a", "b"), Arbitraries.integers().between(0, 3), Arbitraries.of("s1", "s2"))
                .as((brand, hour, store) ->
                        new Recruitment(brand, NOON.plusSeconds(hour * 3600L), 1, store, "", "", ""))
                .list()
                .ofMaxSize(5);
    }

    private static Profile of(List<Recruitment> recruitments) {
        return Profile.of("", null, "", recruitments, List.of(), List.of());
    }

    private static Profile recruited(String brand, Instant at, String store) {
        return of(List.of(new Recruitment(brand, at, 1, store, "", "", "")));
    }

    private static Profile bound(Instant start, Instant end, String guide) {
        return Profile.of(
                "", null, "", List.of(), List.of(new Binding("b", start, end, "s", guide, null, 0, 0, "")), List.of());
    }
}
