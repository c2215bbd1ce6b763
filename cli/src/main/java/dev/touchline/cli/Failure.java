package dev.touchline.cli;

/** Ends the command with a message for people on stderr and an exit code for scripts; never with a stack trace. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /**
     * @param exitCode one of {@link ExitCode}
     * @param message what was got and what was expected
     */
    public Failure(int exitCode, String message) {
        this(exitCode, message, null);
    }

    /**
     * @param exitCode one of {@link ExitCode}
     * @param message what was got and what was expected
     * @param cause shown only under {@code TOUCHLINE_DEBUG}
     */
    public Failure(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The exit code. */
    public int exitCode() {
        return exitCode;
    }
}
