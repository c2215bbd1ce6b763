package dev.touchline.cli.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueFormatTest {
    private static final ValueFormat NEW_YORK =
            ValueFormat.of(ZoneId.of("America/New_York"), List.of("uuuu-MM-dd HH:mm:ss"), AmountFormat.DECIMAL);
    private static final ValueFormat DATES =
            ValueFormat.of(ZoneId.of("America/New_York"), List.of("uuuu-MM-dd"), AmountFormat.DECIMAL);
    private static final ValueFormat MONEY = ValueFormat.of(ZoneId.of("UTC"), List.of(), AmountFormat.MONEY);
    private static final ValueFormat ISO = ValueFormat.of(ZoneId.of("UTC"), List.of(), AmountFormat.MINOR);

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

    @ParameterizedTest
    @CsvSource({
        "'¥1,234.50', 123450",
        "'￥１，２３４．５０', 123450",
        "'1,234.5', 123450",
        "'1,234,567.89元', 123456789",
        "RMB 12, 1200",
        "-¥12.00, -1200",
        "－１２, -1200",
        "99, 9900"
    })
    void amountAsForPeople_isExact(String text, long minor) throws BadCell {
        assertThat(MONEY.minor("amount", text, "CNY")).isEqualTo(minor);
    }

    @ParameterizedTest
    @CsvSource({"'1,50'", "'12,34,567'", "1e3", "'1.234,50'", "无", "'1 2 3,4'"})
    void amountThatCouldMeanTwoThings_isBad(String text) {
        assertThatThrownBy(() -> MONEY.minor("amount", text, "CNY"))
                .isInstanceOf(BadCell.class)
                .hasMessageContaining("expected: amount such as 1234.5 or ¥1,234.50");
    }

    @ParameterizedTest
    @CsvSource({
        "2025-11-11 00:00:01, 2025-11-10T16:00:01Z",
        "2025/11/1 8:05, 2025-11-01T00:05:00Z",
        "2025年11月1日 8:05:09, 2025-11-01T00:05:09Z",
        "２０２５-11-11 00:00:01, 2025-11-10T16:00:01Z"
    })
    void severalWaysToWriteATime_areTriedOneAfterAnother(String text, String expected) throws BadCell {
        ValueFormat format = ValueFormat.of(
                ZoneId.of("Asia/Shanghai"),
                List.of("uuuu-M-d H:mm[:ss]", "uuuu/M/d H:mm[:ss]", "uuuu年M月d日 H:mm[:ss]"),
                AmountFormat.MONEY);

        assertThat(format.instant("t", text, Shift.NONE)).isEqualTo(expected);
        assertThatThrownBy(() -> format.instant("t", "11.11.2025", Shift.NONE))
                .hasMessageContaining("uuuu-M-d H:mm[:ss] or uuuu/M/d H:mm[:ss] or ");
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
