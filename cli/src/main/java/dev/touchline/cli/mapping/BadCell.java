package dev.touchline.cli.mapping;

/** A value that cannot be what its column must hold. */
public final class BadCell extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param column where it stands; a field's name if the mapping gives a constant
     * @param value what stands there
     * @param expectation what should
     */
    public BadCell(String column, String value, String expectation) {
        super("column " + column + ": " + (value.isEmpty() ? "empty" : "\"" + value + "\"") + " (expected: "
                + expectation + ")");
    }
}
