package dev.touchline.report.publication;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A period of one brand that is, or is to be, published.
 *
 * @param day the business day, or the first day of the month
 * @param brand empty: what names no brand
 * @param dueAt when it is frozen
 */
record Period(Kind kind, LocalDate day, String brand, Instant dueAt) {

    LocalDate lastDay() {
        return kind.lastDay(day);
    }

    /** What there is one copy of. */
    record Key(Kind kind, LocalDate day, String brand) {

        /** For logs. */
        String text() {
            return "kind=" + kind + " day=" + day + " brand=" + brand;
        }
    }

    Key key() {
        return new Key(kind, day, brand);
    }
}
