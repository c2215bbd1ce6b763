package dev.touchline.cli;

import dev.touchline.cli.progress.Progresses;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A console whose two streams a test can read. */
public final class CapturedConsole {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console;

    /** An empty one. */
    public CapturedConsole() {
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8), errors, new Progresses(errors, false, 80));
    }

    /** The console to write to. */
    public Console console() {
        return console;
    }

    /** What went to stdout. */
    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What went to stderr. */
    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
