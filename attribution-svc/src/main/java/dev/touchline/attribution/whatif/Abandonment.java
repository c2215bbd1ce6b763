package dev.touchline.attribution.whatif;

import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.loop.Stopping;
import dev.touchline.type.v1.ErrorReason;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/** Ends a what-if whose caller has left, that takes too long, or whose process stops; asked in every loop. */
final class Abandonment {

    private final long end;
    private final Duration limit;
    private final Stopping stopping;
    private volatile boolean left;

    Abandonment(Duration limit, Stopping stopping) {
        this.end = System.nanoTime() + limit.toNanos();
        this.limit = limit;
        this.stopping = stopping;
    }

    void callerLeft() {
        left = true;
    }

    /** Goes on, or ends by an exception. */
    void check() {
        if (left) {
            throw new CancellationException("The caller has left");
        }
        if (stopping.begun()) {
            throw Stopping.refusal();
        }
        if (System.nanoTime() - end > 0) {
            throw Rejection.exhausted(
                    ErrorReason.ERROR_REASON_OVERLOADED,
                    "what-if",
                    "longer than " + limit,
                    "at most that; ask for a shorter period or try again later");
        }
    }
}
