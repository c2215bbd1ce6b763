package dev.touchline.attribution.fold.columns;

import java.time.Duration;
import java.time.Instant;

/** Instants as nanoseconds since 1970 in a long, which holds the years 1678 to 2261; with care outside. */
public final class Nanos {

    private static final long PER_SECOND = 1_000_000_000L;
    private static final long MOST_SECONDS = Long.MAX_VALUE / PER_SECOND - 1;

    private Nanos() {}

    /** Whether an instant has a number of its own. */
    public static boolean fits(Instant instant) {
        return Math.abs(instant.getEpochSecond()) <= MOST_SECONDS;
    }

    /** Whether an instant of so many seconds since 1970 has a number of its own. */
    public static boolean fits(long seconds) {
        return Math.abs(seconds) <= MOST_SECONDS;
    }

    /** The number of an instant that fits. */
    public static long of(long seconds, int nanos) {
        return seconds * PER_SECOND + nanos;
    }

    /** The number of an instant; of one outside, the least or greatest number, which compares with all others as it does. */
    public static long of(Instant instant) {
        if (fits(instant)) {
            return of(instant.getEpochSecond(), instant.getNano());
        }
        return instant.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /** The length of a duration that is not negative, at most the greatest number. */
    static long of(Duration duration) {
        return duration.getSeconds() > MOST_SECONDS
                ? Long.MAX_VALUE
                : duration.getSeconds() * PER_SECOND + duration.getNano();
    }

    /** A sum that stays at the greatest number. */
    static long plus(long nanos, long duration) {
        long sum = nanos + duration;
        return sum < nanos ? Long.MAX_VALUE : sum;
    }

    /** The same double as {@link Duration#getSeconds()} + nanoseconds / 1e9 gives. */
    static double seconds(long nanos) {
        return Math.floorDiv(nanos, PER_SECOND) + Math.floorMod(nanos, PER_SECOND) / 1e9;
    }
}
