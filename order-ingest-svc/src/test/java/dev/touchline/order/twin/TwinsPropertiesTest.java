package dev.touchline.order.twin;

import static dev.touchline.order.twin.Candidates.RULES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for every set of candidates. The sets are dense, so that most of them compete. */
class TwinsPropertiesTest {

    @Property
    void anyOrder_endsWithTheSamePairsAndDoubts(@ForAll long seed) {
        List<Candidate> set = set(new Random(seed));
        List<Candidate> shuffled = new ArrayList<>(set);
        Collections.shuffle(shuffled, new Random(~seed));

        assertThat(Twins.among(shuffled, RULES)).isEqualTo(Twins.among(set, RULES));
    }

    @Property
    void pairs_areOneToOneBetweenTheSidesAndOfOneAmount(@ForAll long seed) {
        Twins twins = Twins.among(set(new Random(seed)), RULES);

        Set<Long> paired = new HashSet<>();
        for (Pair pair : twins.pairs()) {
            assertThat(paired.add(pair.till().saleId())).isTrue();
            assertThat(paired.add(pair.online().saleId())).isTrue();
            assertThat(pair.till().side()).isEqualTo(Side.TILL);
            assertThat(pair.online().side()).isEqualTo(Side.ONLINE);
            assertThat(pair.till().agrees(pair.online())).isTrue();
        }
        assertThat(twins.doubts())
                .allMatch(doubt -> !paired.contains(doubt.till().saleId())
                        || !paired.contains(doubt.online().saleId()));
    }

    /**
     * Why looking at a circle is enough, whomever one begins with: what is in it is what is in the whole set, and nobody in it
     * has to do with anybody outside.
     */
    @Property
    void twinsOfACircle_areThoseOfTheWholeSet(@ForAll long seed) {
        Random random = new Random(seed);
        List<Candidate> set = random.nextInt(4) == 0 ? crowd(random) : scattered(random);
        Twins all = Twins.among(set, RULES);

        Circle circle = Circle.around(set.get(random.nextInt(set.size())), set);
        Twins within = Twins.among(circle.members(), RULES);

        assertThat(within.pairs())
                .containsExactlyInAnyOrderElementsOf(all.pairs().stream()
                        .filter(pair -> circle.touches(pair.till(), pair.online()))
                        .toList());
        assertThat(within.doubts())
                .containsExactlyInAnyOrderElementsOf(all.doubts().stream()
                        .filter(doubt -> circle.touches(doubt.till(), doubt.online()))
                        .toList());
    }

    private static List<Candidate> set(Random random) {
        return set(random, random.nextInt(12), 40, 3);
    }

    /** Several circles: hours apart, and so many numbers that few are shared. */
    private static List<Candidate> scattered(Random random) {
        return set(random, 1 + random.nextInt(24), 600, 8);
    }

    /** More orders of one number than share a payment, maybe all of one side, and some that are near them. */
    private static List<Candidate> crowd(Random random) {
        int tills = random.nextInt(60);
        int sharing = tills + (random.nextBoolean() ? random.nextInt(60) : random.nextInt(2));
        List<Candidate> crowd = new ArrayList<>();
        for (int id = 1; id <= sharing + 10; id++) {
            Candidates one = id <= tills ? Candidates.till(id) : Candidates.online(id);
            crowd.add(one.at(random.nextInt(600))
                    .in("S1", random.nextInt(5))
                    .payment(id <= sharing ? "0" : "p" + random.nextInt(8))
                    .candidate());
        }
        return crowd;
    }

    private static List<Candidate> set(Random random, int size, int minutes, int numbers) {
        List<Candidate> set = new ArrayList<>();
        for (int id = 1; id <= size; id++) {
            Candidates candidate = (random.nextBoolean() ? Candidates.till(id) : Candidates.online(id))
                    .at(random.nextInt(minutes))
                    .in(random.nextInt(5) == 0 ? "S2" : "S1", random.nextInt(3))
                    .payment(random.nextInt(3) == 0 ? "p" + random.nextInt(numbers) : "")
                    .paying(Map.of("north", random.nextInt(3) == 0 ? 1L : 2L));
            set.add(candidate.candidate());
        }
        return set;
    }
}
