package dev.touchline.kit.feed;

/** A feed did not continue where it was left: somebody lost an event. Reading stops until a person has looked. */
public final class FeedGapException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FeedGapException(String feed, int part, long expected, long got) {
        super("Feed " + feed + " partition " + part + ": position " + got + " (expected: " + expected + ")");
    }
}
