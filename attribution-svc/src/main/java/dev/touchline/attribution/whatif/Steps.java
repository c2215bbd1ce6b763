package dev.touchline.attribution.whatif;

import dev.touchline.attribution.v1.WhatIfPhase;
import dev.touchline.attribution.v1.WhatIfProgress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Tells the caller how far it has come, at most five times a second. Safe from many threads. */
final class Steps {

    private static final long EVERY_NANOS = 200_000_000L;

    private final Consumer<WhatIfProgress> caller;
    private final Abandonment abandonment;
    private final AtomicLong next = new AtomicLong(System.nanoTime() + EVERY_NANOS);
    private final AtomicLong done = new AtomicLong();
    private volatile WhatIfPhase phase = WhatIfPhase.WHAT_IF_PHASE_UNSPECIFIED;
    private volatile long total;

    Steps(Consumer<WhatIfProgress> caller, Abandonment abandonment) {
        this.caller = caller;
        this.abandonment = abandonment;
    }

    /** Begins a phase with about so much to do. */
    void begin(WhatIfPhase begun, long toDo) {
        phase = begun;
        total = toDo;
        done.set(0);
    }

    /** Notes that more is done; ends by an exception if the what-if was abandoned. */
    void more(long count) {
        abandonment.check();
        long sum = done.addAndGet(count);
        long due = next.get();
        long now = System.nanoTime();
        if (now - due >= 0 && next.compareAndSet(due, now + EVERY_NANOS)) {
            synchronized (this) {
                caller.accept(WhatIfProgress.newBuilder()
                        .setPhase(phase)
                        .setDone(sum)
                        .setTotal(Math.max(sum, total))
                        .build());
            }
        }
    }
}
