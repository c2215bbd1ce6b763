package dev.touchline.cli;

/** The option {@code --limit} of lists that come page by page. */
public final class Limit {

    private Limit() {}

    /** Refuses a limit below 0, which is all. */
    public static void check(int limit) {
        if (limit < 0) {
            throw new Failure(ExitCode.USAGE, "--limit: " + limit + " (expected: 0, which is all, or more)");
        }
    }
}
