package dev.touchline.order.book;

/**
 * Whether a sale is one of two reports of a purchase.
 *
 * @param standing id of the sale that stands, of which this one is the twin; 0: this one counts
 * @param twin id of this one's twin, which counts zero; 0: none
 */
public record Bond(long standing, long twin) {
    /** A sale that nothing else reports. */
    public static final Bond NONE = new Bond(0, 0);

    public boolean paired() {
        return standing != 0 || twin != 0;
    }

    /** The other of the two; 0: none. */
    public long other() {
        return standing + twin;
    }
}
