package dev.touchline.models.pathfile;

/** A file that gives no result, and why: file, line and column, what was got and what was expected. */
public final class UnusableFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean row;

    private UnusableFile(boolean row, String message, Throwable cause) {
        super(message, cause);
        this.row = row;
    }

    /** The file as a whole or its header. */
    static UnusableFile file(String message, Throwable cause) {
        return new UnusableFile(false, message, cause);
    }

    /** One of its rows. */
    static UnusableFile row(String message) {
        return new UnusableFile(true, message, null);
    }

    /** Whether a row is to blame, and not the file as a whole or its header. */
    public boolean isRow() {
        return row;
    }
}
