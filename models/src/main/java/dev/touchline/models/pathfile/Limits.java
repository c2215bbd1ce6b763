package dev.touchline.models.pathfile;

/**
 * How much a file may hold.
 *
 * @param rows rows after the header
 * @param touchpoints distinct touchpoints in the file
 * @param touches touches of one path
 * @param nameLength characters of a touchpoint's name
 */
public record Limits(long rows, int touchpoints, int touches, int nameLength) {
    /** The limits of the command. */
    public static final Limits STANDARD = new Limits(100_000_000L, 10_000, 10_000, 200);

    /** The most touchpoints that models can number. */
    private static final int NUMBERS = 65_000;

    /** Checks that models can number the touchpoints. */
    public Limits {
        if (touchpoints > NUMBERS) {
            throw new IllegalArgumentException(touchpoints + " touchpoints (expected: at most " + NUMBERS + ")");
        }
    }
}
