package dev.touchline.order.twin;

import static dev.touchline.order.twin.Candidates.RULES;
import static dev.touchline.order.twin.TwinsTest.pairs;
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

    /** Why looking at a circle is enough: who has nothing to do with its members changes nothing for them. */
    @Property
    void strangers_changeNothing(@ForAll long seed) {
        Random random = new Random(seed);
        List<Candidate> set = set(random);
        List<Candidate> strangers = set(random).stream()
                .map(each -> new Candidates(each)
                        .in(each.store() + "x", each.person())
                        .candidate())
                .map(each -> new Candidates(each)
                        .payment(each.payment().isEmpty() ? "" : each.payment() + "x")
                        .candidate())
                .map(each -> new Candidate(
                        each.saleId() + 1_000,
                        each.key().toBuilder()
                                .setNumber(each.key().getNumber() + "x")
                                .build(),
                        each.side(),
                        each.store(),
                        each.person(),
                        each.currency(),
                        each.amounts(),
                        each.paidAt(),
                        each.payment(),
                        each.away()))
                .toList();
        List<Candidate> all = new ArrayList<>(set);
        all.addAll(strangers);

        Twins apart = Twins.among(set, RULES);

        assertThat(pairs(Twins.among(all, RULES))).containsAll(pairs(apart));
        assertThat(Twins.among(all, RULES).doubts()).containsAll(apart.doubts());
    }

    private static List<Candidate> set(Random random) {
        List<Candidate> set = new ArrayList<>();
        int size = random.nextInt(12);
        for (int id = 1; id <= size; id++) {
            Candidates candidate = (random.nextBoolean() ? Candidates.till(id) : Candidates.online(id))
                    .at(random.nextInt(40))
                    .in(random.nextInt(5) == 0 ? "S2" : "S1", random.nextInt(3))
                    .payment(random.nextInt(3) == 0 ? "p" + random.nextInt(3) : "")
                    .paying(Map.of("north", random.nextInt(3) == 0 ? 1L : 2L));
            set.add(candidate.candidate());
        }
        return set;
    }
}
