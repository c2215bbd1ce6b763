package dev.touchline.report.publication;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/** The kinds of period that are published, numbered in the database and the contract from 1. */
public enum Kind {
    /** A business day, frozen at 06:00 of the next. */
    DAY {
        @Override
        public LocalDate lastDay(LocalDate day) {
            return day;
        }

        @Override
        LocalDateTime frozen(LocalDate day) {
            return day.plusDays(1).atTime(FREEZING);
        }
    },
    /** A month, frozen on the 5th of the next at 06:00. */
    MONTH {
        @Override
        public LocalDate lastDay(LocalDate day) {
            return day.plusMonths(1).minusDays(1);
        }

        @Override
        LocalDateTime frozen(LocalDate day) {
            return day.plusMonths(1).withDayOfMonth(FREEZING_DAY).atTime(FREEZING);
        }
    };

    private static final LocalTime FREEZING = LocalTime.of(6, 0);
    private static final int FREEZING_DAY = 5;

    /** The last business day of the period that begins with {@code day}. */
    public abstract LocalDate lastDay(LocalDate day);

    /** When it is frozen, in a zone. */
    abstract LocalDateTime frozen(LocalDate day);

    /** The first day of the period that holds {@code day}. */
    public LocalDate begin(LocalDate day) {
        return this == DAY ? day : day.withDayOfMonth(1);
    }

    LocalDate next(LocalDate day) {
        return lastDay(day).plusDays(1);
    }

    /** The number in the database and in the contract. */
    public int number() {
        return ordinal() + 1;
    }

    /** The kind of that number. */
    public static Kind of(int number) {
        return values()[number - 1];
    }
}
