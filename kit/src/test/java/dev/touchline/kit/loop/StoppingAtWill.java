package dev.touchline.kit.loop;

import java.util.Optional;

/** A process that stops when a test says so. */
public final class StoppingAtWill {

    private final Stopping stopping = new Stopping(null, Optional.empty());

    /** What the process tells its parts. */
    public Stopping promise() {
        return stopping;
    }

    /** Begins the stop. */
    public void begin() {
        stopping.begin();
    }
}
