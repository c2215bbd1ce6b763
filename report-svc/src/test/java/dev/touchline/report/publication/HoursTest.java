package dev.touchline.report.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When periods are frozen: at six in the last place of a brand, months on the 5th. */
class HoursTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 28);
    private static final Hours SHANGHAI = Hours.of("Asia/Shanghai", 0);
    private static final Hours PARIS = Hours.of("Europe/Paris", 3);

    @Test
    void due_ofADay_isSixTheNextDayInTheLastPlace() {
        assertThat(Hours.due(Kind.DAY, DAY, List.of(SHANGHAI))).isEqualTo("2026-03-28T22:00:00Z");
        assertThat(Hours.due(Kind.DAY, DAY, List.of(SHANGHAI, PARIS)))
                .as("the night in which Paris loses an hour")
                .isEqualTo("2026-03-29T04:00:00Z");
        assertThat(Hours.due(Kind.DAY, DAY, List.of())).isEqualTo("2026-03-29T06:00:00Z");
        assertThat(Hours.due(Kind.DAY, DAY, List.of(Hours.of("nowhere", 0)))).isEqualTo("2026-03-29T06:00:00Z");
    }

    @Test
    void due_whereDaysEndLaterThanSix_waitsForTheirEnd() {
        assertThat(Hours.due(Kind.DAY, DAY, List.of(Hours.of("Asia/Shanghai", 8))))
                .isEqualTo("2026-03-29T00:00:00Z");
    }

    @Test
    void due_ofAMonth_isTheFifth() {
        assertThat(Hours.due(Kind.MONTH, LocalDate.of(2026, 12, 1), List.of(SHANGHAI)))
                .isEqualTo("2027-01-04T22:00:00Z");
    }

    @Test
    void over_isTheCutOffInTheLastPlace() {
        assertThat(Hours.over(Kind.DAY, DAY, List.of(SHANGHAI, PARIS))).isEqualTo("2026-03-29T01:00:00Z");
    }

    @Test
    void due_ofABrand_isWhatEndedLatelyAndHasNoCopy() {
        Brand brand = new Brand("north", LocalDate.of(2026, 2, 10), List.of(SHANGHAI));
        Instant now = Instant.parse("2026-03-06T01:00:00Z");
        Set<Period.Key> copies = Set.of(new Period.Key(Kind.DAY, LocalDate.of(2026, 3, 4), "north"));

        assertThat(brand.due(now, Duration.ofDays(3), copies))
                .extracting(Period::kind, Period::day)
                .containsExactly(tuple(Kind.DAY, LocalDate.of(2026, 3, 3)), tuple(Kind.DAY, LocalDate.of(2026, 3, 5)));
        assertThat(brand.due(now, Duration.ofDays(35), copies))
                .as("from its first day on, and February on March 5th")
                .hasSize(19 + 4 + 1)
                .extracting(Period::kind, Period::day)
                .contains(tuple(Kind.MONTH, LocalDate.of(2026, 2, 1)));
    }
}
