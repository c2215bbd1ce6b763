package dev.touchline.member.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Who is who: by hand, and the promises that hold for any reports in any order. */
class LinkerTest {

    @Test
    void link_ofUnknownNames_createsOneMember() {
        Link<String> link = fresh().link(names("P1", "U1", "d1"));

        assertThat(link.created()).isTrue();
        assertThat(link.news()).isTrue();
        assertThat(link.fresh()).hasSize(3);
    }

    @Test
    void link_ofTheSameNamesAgain_isNoNews() {
        Linker<String> linker = fresh();
        long member = linker.link(names("P1", "d1")).member();

        Link<String> again = linker.link(names("d1", "P1"));

        assertThat(again.member()).isEqualTo(member);
        assertThat(again.news()).isFalse();
    }

    @Test
    void link_ofStrongNamesOfSeveralMembers_mergesThemUnderTheLeastId() {
        Linker<String> linker =
                new Linker<>(Map.of("P1", 30L, "U1", 20L, "C1", 10L), Map.of(30L, 30L, 20L, 20L, 10L, 10L), () -> 99L);

        Link<String> link = linker.link(names("P1", "U1"));

        assertThat(link.member()).isEqualTo(30);
        assertThat(link.merged()).isTrue();
        assertThat(linker.persons()).isEqualTo(Map.of(30L, 20L, 20L, 20L, 10L, 10L));
        linker.link(names("P1", "C1"));
        assertThat(linker.persons()).isEqualTo(Map.of(30L, 10L, 20L, 10L, 10L, 10L));
        assertThat(linker.link(names("U1", "C1")).merged()).isFalse();
    }

    @Test
    void link_ofAWeakNameAlone_findsItsMember() {
        Linker<String> linker = fresh();
        long member = linker.link(names("P1", "d1")).member();

        assertThat(linker.link(names("d1")).member()).isEqualTo(member);
        assertThat(linker.link(names("d1", "e2")).fresh()).containsExactly(new Name<>("e2", false));
    }

    @Test
    void link_ofTwoPeopleOnOneDevice_neverMergesThem() {
        Linker<String> linker = fresh();
        long first = linker.link(names("P1", "d1")).member();
        long second = linker.link(names("P2", "d1")).member();

        assertThat(second).isNotEqualTo(first);
        assertThat(linker.link(names("d1")).member()).isEqualTo(first);
        assertThat(linker.persons()).containsEntry(second, second).containsEntry(first, first);
    }

    @Test
    void split_ofAMergedMember_isTheReverseOfTheMerge() {
        Map<Long, Long> merged = Map.of(1L, 1L, 2L, 1L, 3L, 1L, 4L, 4L);

        assertThat(Split.of(merged, List.of(2L))).isEqualTo(Map.of(1L, 1L, 2L, 2L, 3L, 1L, 4L, 4L));
        assertThat(Split.of(merged, List.of(1L))).isEqualTo(Map.of(1L, 1L, 2L, 2L, 3L, 2L, 4L, 4L));
        assertThat(Split.of(merged, List.of(1L, 2L, 3L))).isEqualTo(Map.of(1L, 1L, 2L, 2L, 3L, 3L, 4L, 4L));
        assertThat(Split.of(merged, List.of(4L))).isEqualTo(merged);
    }

    /** Members may be numbered otherwise; which strong names are one person may not depend on the order. */
    @Property
    void persons_doNotDependOnTheOrderOfReports(
            @ForAll("reports") List<List<Name<String>>> reports, @ForAll long seed) {
        List<List<Name<String>>> shuffled = new ArrayList<>(reports);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(strongPartition(shuffled)).isEqualTo(strongPartition(reports));
    }

    @Property
    void canonical_isTheLeastIdOfItsComponent(@ForAll("reports") List<List<Name<String>>> reports) {
        Linker<String> linker = fresh();
        reports.forEach(linker::link);

        Map<Long, Long> least = new HashMap<>();
        linker.persons().forEach((member, person) -> least.merge(person, member, Math::min));
        assertThat(least).allSatisfy((person, member) -> assertThat(member).isEqualTo(person));
    }

    @Property
    void reports_heardTwice_areNoNewsTheSecondTime(@ForAll("reports") List<List<Name<String>>> reports) {
        Linker<String> linker = fresh();
        reports.forEach(linker::link);

        assertThat(reports).noneMatch(report -> linker.link(report).news());
    }

    @Provide
    Arbitrary<List<List<Name<String>>>> reports() {
        Arbitrary<Name<String>> name = Combinators.combine(
                        Arbitraries.integers().between(1, 8), Arbitraries.of(true, false))
                .as((number, strong) -> new Name<>((strong ? "P" : "d") + number, strong));
        return name.list().ofMinSize(1).ofMaxSize(3).list().ofMaxSize(8);
    }

    private static Set<Set<String>> strongPartition(List<List<Name<String>>> reports) {
        Linker<String> linker = fresh();
        reports.forEach(linker::link);
        Map<Long, Set<String>> persons = new HashMap<>();
        for (List<Name<String>> report : reports) {
            for (Name<String> name : report) {
                if (name.strong()) {
                    long member = linker.link(List.of(name)).member();
                    persons.computeIfAbsent(linker.persons().get(member), person -> new HashSet<>())
                            .add(name.key());
                }
            }
        }
        return new HashSet<>(persons.values());
    }

    private static Linker<String> fresh() {
        return new Linker<>(Map.of(), Map.of(), new AtomicLong()::incrementAndGet);
    }

    /** Capital letter: strong. */
    private static List<Name<String>> names(String... keys) {
        return Arrays.stream(keys)
                .map(key -> new Name<>(key, Character.isUpperCase(key.charAt(0))))
                .toList();
    }
}
