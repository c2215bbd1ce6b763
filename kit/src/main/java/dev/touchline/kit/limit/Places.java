package dev.touchline.kit.limit;

import dev.touchline.kit.error.Rejection;
import dev.touchline.type.v1.ErrorReason;
import java.util.concurrent.atomic.AtomicInteger;

/** A number of places, of which each is taken by one at a time. */
final class Places {

    private final String what;
    private final int all;
    private final AtomicInteger taken = new AtomicInteger();

    Places(String what, int all) {
        this.what = what;
        this.all = all;
    }

    /** A place; null if all are taken. */
    Place take() {
        if (taken.incrementAndGet() > all) {
            taken.decrementAndGet();
            return null;
        }
        return new Place(taken);
    }

    /** Why nobody is let in. */
    Rejection full() {
        return Rejection.exhausted(
                ErrorReason.ERROR_REASON_OVERLOADED, what, "more", "at most " + all + "; try again later");
    }
}
