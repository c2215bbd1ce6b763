package dev.touchline.order.twin;

import java.time.Duration;

/**
 * How far apart two reports of one purchase may be.
 *
 * @param enabled false: nothing is paired and nothing doubtful
 * @param within by (store, person, amount): at most so far apart, up to two hours
 * @param doubtfulWithin further apart than {@code within} and up to this they are doubtful; up to a day
 * @param paymentWithin orders of one payment number that are further apart have nothing to do with each other, because
 *     numbers begin again; up to 31 days
 * @param refundWithin refunds of one amount, reported for both twins, are one if not further apart; up to 31 days
 */
public record Rules(
        boolean enabled, Duration within, Duration doubtfulWithin, Duration paymentWithin, Duration refundWithin) {

    private static final Duration MONTH = Duration.ofDays(31);

    /** Checks the limits. */
    public Rules {
        check("within", within, Duration.ZERO, Duration.ofHours(2));
        check("doubtful-within", doubtfulWithin, within, Duration.ofDays(1));
        check("payment-within", paymentWithin, within, MONTH);
        check("refund-within", refundWithin, Duration.ZERO, MONTH);
    }

    /** Where nothing is paired. */
    public static Rules off() {
        return new Rules(false, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    private static void check(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "touchline.pairing." + name + ": " + value + " (expected: " + least + ".." + most + ")");
        }
    }
}
