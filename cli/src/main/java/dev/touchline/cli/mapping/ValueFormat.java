package dev.touchline.cli.mapping;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Currency;
import java.util.regex.Pattern;

/**
 * How a source writes times and amounts.
 *
 * @param zone zone of local times
 * @param timestampPattern pattern of local times, e.g. {@code uuuu-MM-dd HH:mm:ss}; empty: ISO 8601 with an offset
 * @param timestamps formatter of that pattern; null: ISO 8601 with an offset
 * @param decimalAmounts whether amounts are in major units (12.50) or in minor units (1250)
 */
public record ValueFormat(ZoneId zone, String timestampPattern, DateTimeFormatter timestamps, boolean decimalAmounts) {
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,16}(\\.\\d{1,12})?");
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");

    /** A format for the given zone and pattern. */
    public static ValueFormat of(ZoneId zone, String pattern, boolean decimalAmounts) {
        DateTimeFormatter formatter = pattern.isEmpty()
                ? null
                : DateTimeFormatter.ofPattern(pattern).withResolverStyle(java.time.format.ResolverStyle.STRICT);
        return new ValueFormat(zone, pattern, formatter, decimalAmounts);
    }

    /**
     * A time. A local time that happens twice is the first of the two; one that does not happen at all is as much later as
     * the clock was put forward. A date without time is its first instant.
     */
    Instant instant(String column, String text, Shift plus) throws BadCell {
        try {
            if (timestamps == null) {
                return plus.onTimeLine(OffsetDateTime.parse(text).toInstant());
            }
            LocalDateTime local = plus.onCalendar(local(timestamps.parse(text)));
            return plus.onTimeLine(ZonedDateTime.ofLocal(local, zone, null).toInstant());
        } catch (DateTimeException e) {
            throw new BadCell(column, text, expectedTime());
        }
    }

    private static LocalDateTime local(TemporalAccessor parsed) {
        LocalDate date = LocalDate.from(parsed);
        return parsed.query(TemporalQueries.localTime()) == null
                ? date.atStartOfDay()
                : date.atTime(parsed.query(TemporalQueries.localTime()));
    }

    private String expectedTime() {
        return timestamps == null
                ? "ISO 8601 with offset, e.g. 2025-03-30T10:15:00+08:00"
                : "time as " + timestampPattern + " in " + zone;
    }

    /** An amount in minor units, exactly: more decimals than the currency has are refused unless they are zeros. */
    long minor(String column, String text, String currencyCode) throws BadCell {
        int digits = decimalAmounts ? Math.max(0, currency(column, currencyCode).getDefaultFractionDigits()) : 0;
        if (!(decimalAmounts ? DECIMAL : WHOLE).matcher(text).matches()) {
            throw new BadCell(column, text, decimalAmounts ? "decimal number" : "whole number of minor units");
        }
        try {
            return new BigDecimal(text).movePointRight(digits).longValueExact();
        } catch (ArithmeticException e) {
            throw new BadCell(column, text, "at most " + digits + " decimals for " + currencyCode);
        }
    }

    private static Currency currency(String column, String code) throws BadCell {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            throw new BadCell(column, code, "ISO 4217 currency code");
        }
    }
}
