package dev.touchline.cli.mapping;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;

/**
 * What is added to a time: days on the local calendar (a day may have 23 or 25 hours), seconds on the time line.
 *
 * @param calendar added before the zone is applied
 * @param exact added after it
 */
record Shift(Period calendar, Duration exact) {
    static final Shift NONE = new Shift(Period.ZERO, Duration.ZERO);

    /** Reads {@code P1D} (a calendar day) or {@code PT1S} (a second). */
    static Shift parse(String text) {
        return text.startsWith("PT")
                ? new Shift(Period.ZERO, Duration.parse(text))
                : new Shift(Period.parse(text), Duration.ZERO);
    }

    LocalDateTime onCalendar(LocalDateTime local) {
        return local.plus(calendar);
    }

    Instant onTimeLine(Instant instant) {
        return instant.plus(exact);
    }
}
