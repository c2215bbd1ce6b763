package dev.touchline.report.publication;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;

/**
 * When business days of a place begin.
 *
 * @param cutOff hour, 0 to 23: a day ends at it on the next day of the calendar
 */
record Hours(ZoneId zone, int cutOff) {

    static final Hours UTC = new Hours(ZoneOffset.UTC, 0);

    /** Of a zone's name; one that this Java does not know counts as UTC. */
    static Hours of(String zone, int cutOff) {
        try {
            return new Hours(ZoneId.of(zone), cutOff);
        } catch (DateTimeException unknown) {
            return new Hours(ZoneOffset.UTC, cutOff);
        }
    }

    /** When a brand's period is due: 06:00, or the cut-off if that is later, in the last of its places. */
    static Instant due(Kind kind, LocalDate day, Collection<Hours> places) {
        return last(kind.frozen(day), kind.lastDay(day), places);
    }

    /** When the last business day of a period has ended in the last place. */
    static Instant over(Kind kind, LocalDate day, Collection<Hours> places) {
        LocalDate last = kind.lastDay(day);
        return last(last.plusDays(1).atStartOfDay(), last, places);
    }

    private static Instant last(LocalDateTime at, LocalDate lastDay, Collection<Hours> places) {
        return places.stream()
                .map(place -> place.at(at, lastDay))
                .max(Instant::compareTo)
                .orElseGet(() -> UTC.at(at, lastDay));
    }

    private Instant at(LocalDateTime at, LocalDate lastDay) {
        LocalDateTime end = lastDay.plusDays(1).atTime(LocalTime.of(cutOff, 0));
        return (at.isBefore(end) ? end : at).atZone(zone).toInstant();
    }
}
