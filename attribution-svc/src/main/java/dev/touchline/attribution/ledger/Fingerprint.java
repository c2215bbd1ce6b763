package dev.touchline.attribution.ledger;

import java.time.Instant;

/**
 * A number that tells two contents apart, the same in every process and version of Java: FNV-1a over 64-bit words. Only used
 * to say why an amount changed, never whether it did.
 */
final class Fingerprint {

    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final int FOLD = 32;

    private long value = BASIS;

    Fingerprint add(long word) {
        value = (value ^ word) * PRIME;
        value ^= value >>> FOLD;
        return this;
    }

    Fingerprint add(boolean flag) {
        return add(flag ? 1 : 0);
    }

    Fingerprint add(String text) {
        add(text.length());
        text.chars().forEach(this::add);
        return this;
    }

    /** An instant, or null. */
    Fingerprint add(Instant instant) {
        return instant == null
                ? add(Long.MIN_VALUE)
                : add(instant.getEpochSecond()).add(instant.getNano());
    }

    /** Never 0, which stands for nothing. */
    long value() {
        return value == 0 ? 1 : value;
    }
}
