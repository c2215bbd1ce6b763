package dev.touchline.cli;

import dev.touchline.cli.progress.Progress;
import dev.touchline.cli.progress.Progresses;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where the command writes: results to stdout and nothing else there; progress, remarks and errors to stderr. */
public final class Console {
    private final PrintStream out;
    private final PrintStream err;
    private final Progresses progresses;

    /** A console on the given streams. */
    public Console(PrintStream out, PrintStream err, Progresses progresses) {
        this.out = out;
        this.err = err;
        this.progresses = progresses;
    }

    /** The process's own streams, in UTF-8. */
    public static Console ofProcess() {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        return new Console(out, err, Progresses.ofProcess(err));
    }

    /** Stdout, for help that was asked for. */
    PrintWriter outWriter() {
        return new PrintWriter(out, true);
    }

    /** Stderr, for usage errors. */
    PrintWriter errWriter() {
        return new PrintWriter(err, true);
    }

    /** Prints a line of the result. */
    public void result(String line) {
        out.print(line);
        out.print('\n');
        out.flush();
    }

    /** Prints a block of the result that ends its own lines. */
    public void block(String text) {
        out.print(text);
        out.flush();
    }

    /** Tells people something that no program reads. */
    public void remark(String format, Object... values) {
        err.println(String.format(format, values));
    }

    /** Shows the progress of a step with {@code total} units of work. */
    public Progress progress(String name, String unit, long total) {
        return progresses.begin(name, unit, total);
    }
}
