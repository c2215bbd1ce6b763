package dev.touchline.attribution.incrementality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchline.attribution.v1.GetIncrementalityRequest;
import dev.touchline.attribution.v1.Population;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.touch.v1.Campaign;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Where reading ends, and the rules that need no database. */
class IncrementalityLimitsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void unitsBeyondTheLimit_areRefusedAndSoManyAreNot() {
        Question question = question(NOW);

        assertThatCode(() -> question.holdToLimits(CLOCK, 10)).doesNotThrowAnyException();
        assertThatThrownBy(() -> question.holdToLimits(CLOCK, 11))
                .hasMessageContaining("units of campaign c: more than 10")
                .hasMessageContaining("max-units");
    }

    @Test
    void readingBeyondItsTime_isRefused() {
        assertThatThrownBy(() -> question(NOW.minusMillis(1)).holdToLimits(CLOCK, 0))
                .hasMessageContaining("deadline");
    }

    @Test
    void callsBeyondThoseAtOnce_areRefused() {
        IncrementalityGrpc full = new IncrementalityGrpc(null, new NoTurns());

        assertThatThrownBy(() -> full.getIncrementality(GetIncrementalityRequest.newBuilder()
                                .setCurrencyCode("CNY")
                                .build())
                        .await()
                        .indefinitely())
                .hasMessageContaining("comparisons of arms at once");
    }

    @Test
    void seasonBefore_neverReachesIntoTheWindow() {
        Drawn.Window before =
                drawn("2024-02-29T00:00:00Z", "2026-03-01T00:00:00Z").before();

        assertThat(before.start()).isEqualTo("2023-02-28T00:00:00Z");
        assertThat(before.end()).isEqualTo("2024-02-29T00:00:00Z");
    }

    @Test
    void tiers_areThirdsAndEqualNetsAreInOne() {
        Assigned assigned = new Assigned();
        long[] befores = {0, 5, 5, 5, 5, 7, 9};
        Assigned.Filling page = assigned.page(befores.length);
        for (int i = 0; i < befores.length; i++) {
            page.add(i + 1, false, false, 0, befores[i]);
        }

        Tiers tiers = Tiers.of(assigned);

        assertThat(tiers.of(0)).isEqualTo(Population.POPULATION_TIER_NONE);
        assertThat(tiers.of(5)).isEqualTo(Population.POPULATION_TIER_LOW);
        assertThat(tiers.of(7)).isEqualTo(Population.POPULATION_TIER_HIGH);
        assertThat(tiers.of(9)).isEqualTo(Population.POPULATION_TIER_HIGH);
    }

    private static Drawn drawn(String start, String end) {
        return new Drawn(Campaign.newBuilder()
                .setKey("c")
                .setStart(ProtoTime.timestamp(Instant.parse(start)))
                .setEnd(ProtoTime.timestamp(Instant.parse(end)))
                .build());
    }

    private static Question question(Instant until) {
        return new Question(drawn("2024-02-29T00:00:00Z", "2024-03-01T00:00:00Z"), "CNY", null, until, 10);
    }

    private static final class NoTurns implements IncrementalityConfig {
        @Override
        public int maxUnits() {
            return 10;
        }

        @Override
        public int concurrent() {
            return 0;
        }

        @Override
        public int page() {
            return 10;
        }

        @Override
        public Duration statementTimeout() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration deadline() {
            return Duration.ofSeconds(1);
        }
    }
}
