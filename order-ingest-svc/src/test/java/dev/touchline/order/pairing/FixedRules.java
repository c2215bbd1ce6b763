package dev.touchline.order.pairing;

import java.time.Duration;

/** Rules for tests: the default ones, but for two. */
record FixedRules(boolean enabled, Duration refundWithin) implements PairingConfig {

    @Override
    public Duration within() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Duration doubtfulWithin() {
        return Duration.ofHours(1);
    }

    @Override
    public Duration paymentWithin() {
        return Duration.ofHours(24);
    }

    @Override
    public Duration patience() {
        return Duration.ZERO;
    }
}
