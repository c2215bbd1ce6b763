package dev.touchline.attribution.whatif;

import java.util.concurrent.atomic.AtomicLong;

/** Memory that facts may take while they are read. Counted, not measured: so many bytes for each kind of fact. */
final class Budget {

    /** The facts need more memory than is set aside for them. */
    static final class ExceededException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ExceededException() {
            super("facts need more memory than is set aside", null, false, false);
        }
    }

    /** A touch while it is read, and where it is kept. */
    static final int TOUCH = 110;

    /** A sale's entry while it is read, and where it is kept. */
    static final int ENTRY = 150;

    /** A member that is not its own person. */
    static final int MERGED = 100;

    /** A person whom a campaign holds out. */
    static final int HELD_OUT = 120;

    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    Budget(long limit) {
        this.limit = limit;
    }

    void take(long bytes) {
        if (taken.addAndGet(bytes) > limit) {
            throw new ExceededException();
        }
    }
}
