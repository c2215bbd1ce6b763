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
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Currency;
import java.util.List;
import java.util.Set;

/**
 * How a source writes texts, times and amounts.
 *
 * @param zone zone of local times
 * @param patterns patterns of local times, e.g. {@code uuuu-MM-dd HH:mm:ss}, tried one after another; none: ISO 8601 with an
 *     offset
 * @param timestamps formatters of those patterns
 * @param amounts how amounts are written
 * @param refundsNegative whether refunds are written with a minus
 * @param empty words of cells that hold nothing
 * @param encoding encoding of its files
 * @param roundedTaken whether texts that look like numbers which a spreadsheet has rounded are taken as they are
 */
public record ValueFormat(
        ZoneId zone,
        List<String> patterns,
        List<DateTimeFormatter> timestamps,
        AmountFormat amounts,
        boolean refundsNegative,
        Set<String> empty,
        Encoding encoding,
        boolean roundedTaken) {

    /** A format for the given zone and patterns; everything else is plain. */
    static ValueFormat of(ZoneId zone, List<String> patterns, AmountFormat amounts) {
        List<DateTimeFormatter> formatters = patterns.stream()
                .map(pattern -> DateTimeFormatter.ofPattern(pattern).withResolverStyle(ResolverStyle.STRICT))
                .toList();
        return new ValueFormat(zone, patterns, formatters, amounts, false, Set.of(), Encoding.AUTO, false);
    }

    /** The same format with what is particular to a source. */
    ValueFormat with(boolean negativeRefunds, Set<String> emptyWords, Encoding textEncoding, boolean takeRounded) {
        return new ValueFormat(
                zone, patterns, timestamps, amounts, negativeRefunds, emptyWords, textEncoding, takeRounded);
    }

    /** Whether the last digits of a text are lost, and with them what it names. */
    boolean spoiled(String text) {
        return !roundedTaken && Cells.rounded(text);
    }

    /**
     * A time. A local time that happens twice is the first of the two; one that does not happen at all is as much later as
     * the clock was put forward. A date without time is its first instant.
     */
    Instant instant(String column, String text, Shift plus) throws BadCell {
        if (timestamps.isEmpty()) {
            try {
                return plus.onTimeLine(OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeException e) {
                throw new BadCell(column, text, expectedTime());
            }
        }
        for (DateTimeFormatter formatter : timestamps) {
            try {
                LocalDateTime local = plus.onCalendar(local(formatter.parse(Cells.key(text))));
                return plus.onTimeLine(ZonedDateTime.ofLocal(local, zone, null).toInstant());
            } catch (DateTimeException next) {
                // The next pattern may fit.
            }
        }
        throw new BadCell(column, text, expectedTime());
    }

    private static LocalDateTime local(TemporalAccessor parsed) {
        LocalDate date = LocalDate.from(parsed);
        return parsed.query(TemporalQueries.localTime()) == null
                ? date.atStartOfDay()
                : date.atTime(parsed.query(TemporalQueries.localTime()));
    }

    private String expectedTime() {
        return timestamps.isEmpty()
                ? "ISO 8601 with offset, e.g. 2025-03-30T10:15:00+08:00"
                : "time as " + String.join(" or ", patterns) + " in " + zone;
    }

    /** An amount in minor units, exactly: more decimals than the currency has are refused unless they are zeros. */
    long minor(String column, String text, String currencyCode) throws BadCell {
        int digits = amounts == AmountFormat.MINOR
                ? 0
                : Math.max(0, currency(column, currencyCode).getDefaultFractionDigits());
        String number = amounts.plain(column, text);
        try {
            return new BigDecimal(number).movePointRight(digits).longValueExact();
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
