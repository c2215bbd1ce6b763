package dev.touchline.attribution.fold.columns;

/** A question whose answer has more rows than anybody would read. */
public final class TooManySumsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int limit;

    TooManySumsException(int limit) {
        super("sums: more (expected: at most " + limit + ")");
        this.limit = limit;
    }

    /** How many there may be. */
    public int limit() {
        return limit;
    }
}
