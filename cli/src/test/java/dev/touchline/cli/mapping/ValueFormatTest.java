package dev.touchline.cli.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueFormatTest {
    private static final ValueFormat NEW_YORK =
            ValueFormat.of(ZoneId.of("America/New_York"), "uuuu-MM-dd HH:mm:ss", true);
    private static final ValueFormat DATES = ValueFormat.of(ZoneId.of("America/New_York"), "uuuu-MM-dd", true);
    private static final ValueFormat ISO = ValueFormat.of(ZoneId.of("UTC"), "", false);

    @ParameterizedTest
    @CsvSource({
        "2017-03-03 00:00:00, 2017-03-03T05:00:00Z, a winter day",
        "2017-07-01 12:00:00, 2017-07-01T16:00:00Z, a summer day",
        "2017-11-05 01:30:00, 2017-11-05T05:30:00Z, twice on this day: the first",
        "2017-03-12 02:30:00, 2017-03-12T07:30:00Z, never on this day: as much later as the clock was put forward"
    })
    void localTime_isReadInItsZone(String text, Instant expected, String why) throws BadCell {
        assertThat(NEW_YORK.instant("t", text, Shift.NONE)).as(why).isEqualTo(expected);
    }

    @Test
    void inclusiveLastSecond_becomesTheFirstInstantOutside() throws BadCell {
        assertThat(NEW_YORK.instant("end_at", "2017-04-09 23:59:59", Shift.parse("PT1S")))
                .isEqualTo("2017-04-10T04:00:00Z");
    }

    @Test
    void inclusiveLastDay_isACalendarDayEvenWhenItHas25Hours() throws BadCell {
        assertThat(DATES.instant("end", "2017-11-05", Shift.parse("P1D"))).isEqualTo("2017-11-06T05:00:00Z");
    }

    @Test
    void isoTime_carriesItsOffset() throws BadCell {
        assertThat(ISO.instant("t", "2025-11-11T00:00:00+08:00", Shift.NONE)).isEqualTo("2025-11-10T16:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({"2017-02-29 10:00:00", "03.03.2017", "2017-03-03", "''"})
    void whatIsNoTime_isBad(String text) {
        assertThatThrownBy(() -> NEW_YORK.instant("ordered_at", text, Shift.NONE))
                .isInstanceOf(BadCell.class)
                .hasMessageContaining("column ordered_at")
                .hasMessageContaining("expected: time as uuuu-MM-dd HH:mm:ss in America/New_York");
    }

    @ParameterizedTest
    @CsvSource({
        "1.5, USD, 150",
        "9.48, USD, 948",
        "0.0, USD, 0",
        "7, USD, 700",
        "1.500, USD, 150",
        "-3.10, USD, -310",
        "1234, JPY, 1234",
        "1.5, KWD, 1500"
    })
    void decimalAmount_isExact(String text, String currency, long minor) throws BadCell {
        assertThat(NEW_YORK.minor("amount", text, currency)).isEqualTo(minor);
    }

    @ParameterizedTest
    @CsvSource({
        "1.234, USD, at most 2 decimals for USD",
        "1.5, JPY, at most 0 decimals for JPY",
        "1e3, USD, decimal number",
        "'1,50', USD, decimal number",
        "12 USD, USD, decimal number",
        "99999999999999999, USD, decimal number"
    })
    void amountThatIsNotExact_isBad(String text, String currency, String expectation) {
        assertThatThrownBy(() -> NEW_YORK.minor("amount", text, currency))
                .isInstanceOf(BadCell.class)
                .hasMessage("column amount: \"" + text + "\" (expected: " + expectation + ")");
    }

    @Test
    void unknownCurrency_isBad() {
        assertThatThrownBy(() -> NEW_YORK.minor("amount", "1.00", "RMB")).hasMessageContaining("ISO 4217");
    }

    @Test
    void minorAmount_isTakenAsItIs() throws BadCell {
        assertThat(ISO.minor("amount", "150", "CNY")).isEqualTo(150);
    }
}
