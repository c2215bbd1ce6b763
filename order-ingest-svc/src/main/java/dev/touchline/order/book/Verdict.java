package dev.touchline.order.book;

/** What a document is to the one that stands under its key. */
public enum Verdict {
    /** Nothing stood there, or something older or put aside: it stands now. */
    BOOKED,
    /** The same version with the same content: nothing changes. */
    SAME,
    /** An older version: nothing changes. */
    SUPERSEDED,
    /** The same version with other content: a person must decide. */
    CONFLICTING,
    /** Its sale would become larger than what can travel. */
    TOO_LARGE;

    /** Compares an offered document with the one that stands. */
    public static Verdict of(long offered, boolean sameContent, long standing) {
        if (offered != standing) {
            return offered > standing ? BOOKED : SUPERSEDED;
        }
        return sameContent ? SAME : CONFLICTING;
    }
}
