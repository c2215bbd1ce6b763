package dev.touchline.report.publication;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A brand that has sold something.
 *
 * @param firstDay its first business day with anything on it
 * @param places its own hours and those of its stores; empty: nobody knows it, and it counts as UTC
 */
record Brand(String key, LocalDate firstDay, List<Hours> places) {

    /** What is due at {@code now}, ended not longer ago than {@code catchUp}, and not among the copies; oldest first. */
    List<Period> due(Instant now, Duration catchUp, Set<Period.Key> copies) {
        List<Period> due = new ArrayList<>();
        LocalDate earliest = now.minus(catchUp).atZone(ZoneOffset.UTC).toLocalDate();
        for (Kind kind : Kind.values()) {
            LocalDate first = kind.begin(firstDay.isAfter(earliest) ? firstDay : earliest);
            Period period = period(kind, first);
            while (!period.dueAt().isAfter(now)) {
                if (!copies.contains(period.key()) && !period.lastDay().isBefore(earliest)) {
                    due.add(period);
                }
                period = period(kind, kind.next(period.day()));
            }
        }
        return due;
    }

    Period period(Kind kind, LocalDate day) {
        return new Period(kind, day, key, Hours.due(kind, day, places));
    }
}
