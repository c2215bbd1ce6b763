package dev.touchline.kit.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Amounts in and out of major units, and the refusals. */
class MoneyTest {
    @Test
    void ofMajor_readsTheCurrencysDecimals() {
        assertThat(Money.ofMajor("12.5", "CNY").minorUnits()).isEqualTo(1_250);
        assertThat(Money.ofMajor("12", "JPY").minorUnits()).isEqualTo(12);
        assertThat(Money.ofMajor("-0.01", "USD").minorUnits()).isEqualTo(-1);
    }

    @Test
    void ofMajor_withTooManyDecimals_isRefused() {
        assertThatThrownBy(() -> Money.ofMajor("1.005", "CNY")).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.ofMajor("0.1", "JPY")).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void toMajor_showsTheCurrencysDecimals() {
        assertThat(Money.of(-3_333, "CNY").toMajor()).isEqualTo("-33.33");
        assertThat(Money.of(5, "CNY")).hasToString("0.05 CNY");
        assertThat(Money.of(5, "JPY").toMajor()).isEqualTo("5");
    }

    @Test
    void plus_withOtherCurrencyOrOverflow_isRefused() {
        assertThat(Money.of(1, "CNY").plus(Money.of(2, "CNY")).minus(Money.of(5, "CNY")))
                .isEqualTo(Money.of(-2, "CNY"));
        assertThatThrownBy(() -> Money.of(1, "CNY").plus(Money.of(1, "USD"))).hasMessageContaining("expected: CNY");
        assertThatThrownBy(() -> Money.of(Long.MAX_VALUE, "CNY").plus(Money.of(1, "CNY")))
                .isInstanceOf(ArithmeticException.class);
    }
}
