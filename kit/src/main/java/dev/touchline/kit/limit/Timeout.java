package dev.touchline.kit.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a caller waits, as the header {@code grpc-timeout} says it: at most eight digits and a unit. */
final class Timeout {

    private static final Pattern FORM = Pattern.compile("(\\d{1,8})([HMSmun])");
    private static final Duration LARGEST_MARGIN = Duration.ofMillis(500);
    private static final int MARGIN_DIVISOR = 10;

    private Timeout() {}

    /** The time of a header's value; empty if it is none. */
    static Optional<Duration> parse(String header) {
        Matcher value = FORM.matcher(header);
        if (!value.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(value.group(1));
        return Optional.of(
                switch (value.group(2).charAt(0)) {
                    case 'H' -> Duration.ofHours(number);
                    case 'M' -> Duration.ofMinutes(number);
                    case 'S' -> Duration.ofSeconds(number);
                    case 'm' -> Duration.ofMillis(number);
                    case 'u' -> Duration.ofNanos(number * 1_000);
                    default -> Duration.ofNanos(number);
                });
    }

    /** When to answer at the latest: a tenth of the time before its end, at most half a second. */
    static Duration answeredAfter(Duration timeout) {
        Duration margin = timeout.dividedBy(MARGIN_DIVISOR);
        return timeout.minus(margin.compareTo(LARGEST_MARGIN) < 0 ? margin : LARGEST_MARGIN);
    }
}
