package dev.touchline.kit.loop;

import java.time.Duration;

/** The loops of a process that stops when a test says so. */
public final class LoopsAtWill {

    private final StoppingAtWill stopping = new StoppingAtWill();
    private final Loops loops = new Loops(stopping.promise(), Duration.ofSeconds(10));

    /** What the parts of the process begin. */
    public Loops loops() {
        return loops;
    }

    /** Begins no other round. */
    public void stop() {
        stopping.begin();
    }
}
