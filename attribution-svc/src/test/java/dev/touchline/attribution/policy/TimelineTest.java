package dev.touchline.attribution.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.attribution.fold.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Which version decides about an order. */
class TimelineTest {

    @Test
    void beforeAnyOtherBegins_theFirstVersionDecides() {
        Timeline timeline = timeline(version(2, 10, ""));

        assertThat(timeline.numberAt(day(9), "B")).isEqualTo(1);
        assertThat(timeline.numberAt(Instant.parse("0000-01-01T00:00:00Z"), "B"))
                .isEqualTo(1);
    }

    @Test
    void version_isInForceFromItsVeryInstantUntilTheNext() {
        Timeline timeline = timeline(version(2, 10, ""), version(3, 20, ""));

        assertThat(timeline.numberAt(day(10).minusNanos(1_000), "B")).isEqualTo(1);
        assertThat(timeline.numberAt(day(10), "B")).isEqualTo(2);
        assertThat(timeline.numberAt(day(20).minusNanos(1_000), "B")).isEqualTo(2);
        assertThat(timeline.numberAt(day(20), "B")).isEqualTo(3);
        assertThat(timeline.until(day(10), "")).isEqualTo(day(20));
        assertThat(timeline.until(day(20), "")).isNull();
    }

    @Test
    void correctionWithTheSameInstant_takesThePlaceOfWhatItCorrects() {
        Timeline timeline = timeline(version(2, 10, ""), version(3, 20, ""), version(4, 10, ""));

        assertThat(timeline.numberAt(day(10), "B")).isEqualTo(4);
        assertThat(timeline.numberAt(day(20), "B")).isEqualTo(3);
        assertThat(timeline.before(4).numberAt(day(10), "B")).isEqualTo(2);
        assertThat(timeline.versions()).hasSize(4);
    }

    @Test
    void brandWithAVersionInForce_goesByIt_andByTheGroupsUntilThen() {
        Timeline timeline = timeline(version(2, 10, "B"), version(3, 20, ""));

        assertThat(timeline.numberAt(day(9), "B")).isEqualTo(1);
        assertThat(timeline.numberAt(day(25), "B")).isEqualTo(2);
        assertThat(timeline.numberAt(day(25), "X")).isEqualTo(3);
        assertThat(timeline.until(day(10), "B")).isNull();
    }

    /** The rule again in its own words, for any versions. */
    @Property
    void everyOrder_isDecidedByTheLatestOfItsBrandElseOfTheGroup(@ForAll long seed) {
        Random random = new Random(seed);
        List<PolicyVersion> versions = new ArrayList<>(List.of(version(1, -1, "")));
        for (int number = 2; number <= 1 + random.nextInt(8); number++) {
            versions.add(version(number, random.nextInt(6), random.nextBoolean() ? "" : "B"));
        }
        Timeline timeline = new Timeline(versions);
        for (int day = 0; day < 7; day++) {
            for (String brand : List.of("B", "X", "")) {
                Instant paidAt = day(day);
                assertThat(timeline.numberAt(paidAt, brand))
                        .isEqualTo(versions.stream()
                                .filter(each ->
                                        each.brand().isEmpty() || each.brand().equals(brand))
                                .filter(each -> !each.effectiveFrom().isAfter(paidAt))
                                .max(Comparator.comparing((PolicyVersion each) ->
                                                !each.brand().isEmpty())
                                        .thenComparing(PolicyVersion::effectiveFrom)
                                        .thenComparing(PolicyVersion::number))
                                .orElseThrow()
                                .number());
            }
        }
    }

    private static Timeline timeline(PolicyVersion... later) {
        List<PolicyVersion> versions = new ArrayList<>();
        versions.add(new PolicyVersion(
                1,
                PolicyVersion.BEGINNING,
                "",
                PolicyMessages.message(Policy.standard(), "p"),
                "hq",
                "headquarters",
                "why",
                day(0)));
        versions.addAll(List.of(later));
        return new Timeline(versions);
    }

    private static PolicyVersion version(int number, int day, String brand) {
        return new PolicyVersion(
                number,
                day(day),
                brand,
                PolicyMessages.message(Policy.standard(), "p"),
                "hq",
                "headquarters",
                "why",
                day(0));
    }

    private static Instant day(int day) {
        return Instant.parse("2026-03-01T00:00:00Z").plusSeconds(86_400L * day);
    }
}
