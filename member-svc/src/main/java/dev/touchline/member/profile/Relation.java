package dev.touchline.member.profile;

import java.time.Instant;
import java.util.Comparator;

/**
 * A friendship with a guide or the membership of a group.
 *
 * @param kind number of the contract's RelationKind
 * @param counterpart guide or group key
 * @param start when it was added
 * @param end when it was deleted; null: still
 * @param endedBy number of the contract's RelationEndedBy
 */
public record Relation(int kind, String counterpart, Instant start, Instant end, int endedBy) {

    /** What tells relations of one member apart, by start. */
    public Key key() {
        return new Key(start, kind, counterpart);
    }

    /** Start, kind and counterpart. */
    public record Key(Instant start, int kind, String counterpart) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::start).thenComparing(Key::kind).thenComparing(Key::counterpart);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }
}
