package dev.touchline.member.profile;

import java.time.Instant;
import java.util.Comparator;

/**
 * Who works a member, from when to when.
 *
 * @param brand brand key
 * @param start from when
 * @param end until when, exclusive; null: still
 * @param store store key; empty: none
 * @param guide guide key; empty: none
 * @param protectedUntil until when nobody may take over; null: no protection
 * @param mode number of the contract's BindingMode
 * @param endReason number of the contract's BindingEndReason
 * @param cloudGuide guide key; empty: none
 */
public record Binding(
        String brand,
        Instant start,
        Instant end,
        String store,
        String guide,
        Instant protectedUntil,
        int mode,
        int endReason,
        String cloudGuide) {

    /** What tells bindings of one member apart, by start. */
    public Key key() {
        return new Key(start, brand);
    }

    /** Start and brand. */
    public record Key(Instant start, String brand) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::start).thenComparing(Key::brand);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }
}
