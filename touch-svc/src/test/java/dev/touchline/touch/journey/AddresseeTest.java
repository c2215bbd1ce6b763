package dev.touchline.touch.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Who a touch is for: by hand, and whatever the order in which reports come and members become known. */
class AddresseeTest {

    private static final Candidate PHONE = Candidate.of(1, true, "0a");
    private static final Candidate CARD = Candidate.of(5, true, "0b");
    private static final Candidate OTHER_CARD = Candidate.of(5, true, "ff");
    private static final Candidate DEVICE = Candidate.of(7, false, "00");
    private static final Candidate EMAIL = Candidate.of(8, false, "01");

    /** What happens to a touch: a report names a member or identifiers, or one identifier becomes known. */
    private sealed interface Step {}

    private record Named(long member) implements Step {}

    private record Reported(Set<Candidate> candidates) implements Step {}

    private record Learned(Candidate candidate, long member) implements Step {}

    @Test
    void member_isThatOfTheBestKnownCandidate() {
        assertThat(addressee(Map.of(PHONE, 0L, CARD, 7L, OTHER_CARD, 8L)).member())
                .isEqualTo(7);
        assertThat(addressee(Map.of(PHONE, 9L, CARD, 7L)).member()).isEqualTo(9);
        assertThat(addressee(Map.of(PHONE, 0L, DEVICE, 7L)).member())
                .as("weak beside strong")
                .isZero();
        assertThat(addressee(Map.of(DEVICE, 0L, EMAIL, 7L)).member()).isEqualTo(7);
        assertThat(Addressee.NOBODY.member()).isZero();
    }

    @Test
    void candidates_thatCanNeverDecide_areLeftOut() {
        assertThat(addressee(Map.of(PHONE, 0L, CARD, 7L, OTHER_CARD, 0L, DEVICE, 8L))
                        .candidates())
                .containsExactly(Map.entry(PHONE, 0L), Map.entry(CARD, 7L));
        assertThat(new Addressee(3, Map.of(PHONE, 9L)).candidates()).isEmpty();
    }

    @Property
    void member_isTheSameInAnyOrder(@ForAll("steps") List<Step> steps, @ForAll long seed) {
        List<Step> shuffled = new ArrayList<>(steps);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(after(shuffled)).isEqualTo(after(steps));
        assertThat(after(shuffled).member()).isEqualTo(expected(steps));
    }

    /** Several reports, of which one in nine names a member; of the five identifiers some become known, each once. */
    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Candidate> candidates = Arbitraries.of(PHONE, CARD, OTHER_CARD, DEVICE, EMAIL);
        Arbitrary<Step> reports = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(
                        8, candidates.set().ofMinSize(1).ofMaxSize(3).map(Reported::new)),
                net.jqwik.api.Tuple.of(1, Arbitraries.longs().between(1, 9).map(Named::new)));
        Arbitrary<Set<Candidate>> known = candidates.set().ofMaxSize(5);
        return Combinators.combine(reports.list().ofMaxSize(6), known).as((said, learned) -> {
            List<Step> steps = new ArrayList<>(said);
            learned.forEach(candidate -> steps.add(new Learned(candidate, 20 - candidate.rank() % 100)));
            return steps;
        });
    }

    /** As the service does it: a report is resolved by what is known, and what becomes known is told. */
    private static Addressee after(List<Step> steps) {
        Addressee addressee = Addressee.NOBODY;
        Map<Candidate, Long> known = new HashMap<>();
        for (Step step : steps) {
            if (step instanceof Learned learned) {
                known.put(learned.candidate(), learned.member());
                addressee = addressee.told(Map.of(learned.candidate().hash(), learned.member()));
            } else if (step instanceof Named named) {
                addressee = addressee.and(new Addressee(named.member(), Map.of()));
            } else if (step instanceof Reported reported) {
                Map<Candidate, Long> resolved = new HashMap<>();
                reported.candidates().forEach(each -> resolved.put(each, known.getOrDefault(each, 0L)));
                addressee = addressee.and(addressee(resolved));
            }
        }
        return addressee;
    }

    /** The rule as the contract words it, over everything that was ever said. */
    private static long expected(List<Step> steps) {
        Set<Candidate> said = new HashSet<>();
        Map<Candidate, Long> known = new HashMap<>();
        long least = Long.MAX_VALUE;
        for (Step step : steps) {
            if (step instanceof Learned learned) {
                known.put(learned.candidate(), learned.member());
            } else if (step instanceof Named named) {
                least = Math.min(least, named.member());
            } else if (step instanceof Reported reported) {
                said.addAll(reported.candidates());
            }
        }
        if (least != Long.MAX_VALUE) {
            return least;
        }
        boolean strong = said.stream().anyMatch(Candidate::strong);
        return said.stream()
                .filter(candidate -> candidate.strong() == strong && known.containsKey(candidate))
                .min(Comparator.comparing(Candidate::rank).thenComparing(Candidate::hash))
                .map(known::get)
                .orElse(0L);
    }

    private static Addressee addressee(Map<Candidate, Long> candidates) {
        return new Addressee(0, candidates);
    }
}
