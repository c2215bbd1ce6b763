package dev.touchline.cli;

/** What the command's exit code tells a script. The same list is printed by {@code touchline --help}. */
public final class ExitCode {
    /** Everything asked for was done. */
    public static final int OK = 0;
    /** A check found violations, or not everything is attributed yet. */
    public static final int NOT_HOLDING = 1;
    /** The command line, a mapping or a file's header is wrong. */
    public static final int USAGE = 2;
    /** Some rows of a file were bad; the others were loaded. A result over all rows is not printed then. */
    public static final int BAD_ROWS = 3;
    /** A service does not answer. */
    public static final int UNAVAILABLE = 4;
    /** A service refused the request, or what was asked for does not exist. */
    public static final int REFUSED = 5;
    /** PostgreSQL or a service could not be started or stopped. */
    public static final int NOT_STARTED = 6;

    private ExitCode() {}
}
