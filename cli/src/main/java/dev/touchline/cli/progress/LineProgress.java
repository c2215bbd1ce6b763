package dev.touchline.cli.progress;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/** A plain line every few seconds and one at the end, for logs. */
final class LineProgress implements Progress {
    private static final long EVERY_NANOS = 5_000_000_000L;

    private final PrintStream err;
    private final LongSupplier nanoClock;
    private final String name;
    private final String unit;
    private final long began;
    private long done;
    private long total;
    private long nextLine;

    LineProgress(PrintStream err, LongSupplier nanoClock, String name, String unit, long total) {
        this.err = err;
        this.nanoClock = nanoClock;
        this.name = name;
        this.unit = unit;
        this.total = total;
        this.began = nanoClock.getAsLong();
        this.nextLine = began + EVERY_NANOS;
    }

    @Override
    public synchronized void step(long more) {
        at(done + more, total);
    }

    @Override
    public synchronized void at(long nowDone, long nowTotal) {
        done = nowDone;
        total = nowTotal;
        long now = nanoClock.getAsLong();
        if (now >= nextLine) {
            nextLine = now + EVERY_NANOS;
            err.printf("%s: %,d of %,d %s%n", name, done, Math.max(done, total), unit);
        }
    }

    @Override
    public synchronized void close() {
        double seconds = (nanoClock.getAsLong() - began) / 1e9;
        err.printf("%s: %,d %s in %.1f s%n", name, done, unit, seconds);
    }
}
