package dev.touchline.kit.access;

import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemResult;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * How many items of one call were denied. Told at once at the first of them, and again when the call ends for all that came
 * since: a stream of a thousand batches tells twice.
 */
final class DeniedItems {

    private final LongConsumer told;
    private final AtomicBoolean first = new AtomicBoolean(true);
    private final AtomicLong untold = new AtomicLong();

    DeniedItems(LongConsumer told) {
        this.told = told;
    }

    /** What an answer says of its items. */
    void add(Stream<ItemResult> results) {
        long denied = results.filter(result -> result.getReason() == ErrorReason.ERROR_REASON_OUT_OF_SCOPE)
                .count();
        if (denied > 0) {
            untold.addAndGet(denied);
            if (first.compareAndSet(true, false)) {
                end();
            }
        }
    }

    /** Nothing more is added; may be called twice. */
    void end() {
        long count = untold.getAndSet(0);
        if (count > 0) {
            told.accept(count);
        }
    }
}
