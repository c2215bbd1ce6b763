package dev.touchline.kit.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeoutTest {

    @ParameterizedTest
    @CsvSource({"2H, PT2H", "3M, PT3M", "4S, PT4S", "5m, PT0.005S", "6u, PT0.000006S", "7n, PT0.000000007S"})
    void everyUnit_isUnderstood(String header, Duration timeout) {
        assertThat(Timeout.parse(header)).contains(timeout);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "S", "-1S", "123456789S", "5x"})
    void whatIsNoTimeout_isNone(String header) {
        assertThat(Timeout.parse(header)).isEmpty();
    }

    @Test
    void theAnswer_comesATenthBeforeTheEnd_andAtMostHalfASecond() {
        assertThat(Timeout.answeredAfter(Duration.ofMillis(100))).isEqualTo(Duration.ofMillis(90));
        assertThat(Timeout.answeredAfter(Duration.ofSeconds(20))).isEqualTo(Duration.ofMillis(19_500));
    }
}
