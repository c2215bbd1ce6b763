package dev.touchline.cli.progress;

import java.io.PrintStream;

/** Begins progress displays: bars on a terminal, plain lines elsewhere. */
public final class Progresses {
    private static final int DEFAULT_WIDTH = 100;

    private final PrintStream err;
    private final boolean terminal;
    private final int width;

    /** Displays on {@code err}; as bars of at most {@code width} columns if it is a terminal. */
    public Progresses(PrintStream err, boolean terminal, int width) {
        this.err = err;
        this.terminal = terminal;
        this.width = width;
    }

    /** As bin/touchline found the process's stderr to be. */
    public static Progresses ofProcess(PrintStream err) {
        boolean terminal = Boolean.getBoolean("touchline.terminal");
        return new Progresses(err, terminal, Integer.getInteger("touchline.columns", DEFAULT_WIDTH));
    }

    /** Begins a step with {@code total} units of work. */
    public Progress begin(String name, String unit, long total) {
        return terminal
                ? new BarProgress(err, width, name, unit, total)
                : new LineProgress(err, System::nanoTime, name, unit, total);
    }
}
