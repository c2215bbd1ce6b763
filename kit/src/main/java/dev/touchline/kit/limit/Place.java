package dev.touchline.kit.limit;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** One of a number of places; given back once, however often its holder leaves. */
final class Place {

    private final AtomicInteger taken;
    private final AtomicBoolean left = new AtomicBoolean();

    Place(AtomicInteger taken) {
        this.taken = taken;
    }

    void leave() {
        if (left.compareAndSet(false, true)) {
            taken.decrementAndGet();
        }
    }
}
