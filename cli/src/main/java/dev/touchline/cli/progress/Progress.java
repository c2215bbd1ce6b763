package dev.touchline.cli.progress;

/** Shows how far a long step has come; on stderr, so that stdout stays clean. */
public interface Progress extends AutoCloseable {
    /** Adds to what is done. Safe from any thread. */
    void step(long done);

    /** Corrects what is done and what there is to do, where both may change. */
    void at(long done, long total);

    /** Ends the step; the last state stays on the screen. */
    @Override
    void close();
}
