package dev.touchline.order.intake;

import dev.touchline.kit.error.Rejection;
import dev.touchline.type.v1.ErrorReason;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The window of a stream of batches: at most {@value #SIZE} may be unacknowledged. The stubs have no flow control, so the
 * window is what keeps a fast sender from filling the memory: whoever sends more loses the stream.
 */
public final class Window {

    /** Unacknowledged batches. */
    public static final int SIZE = 8;

    private Window() {}

    /** Works batches off one after the other; fails with WINDOW_EXCEEDED as soon as one too many has come. */
    public static <Q, A> Multi<A> over(Multi<Q> batches, Function<Q, Uni<A>> work) {
        AtomicInteger unacknowledged = new AtomicInteger();
        return batches.onItem()
                .invoke(() -> enter(unacknowledged))
                .onOverflow()
                .buffer(SIZE)
                .onItem()
                .transformToUniAndConcatenate(
                        batch -> work.apply(batch).invoke(unacknowledged::decrementAndGet)); // before the answer leaves
    }

    private static void enter(AtomicInteger unacknowledged) {
        if (unacknowledged.incrementAndGet() > SIZE) {
            throw Rejection.exhausted(
                    ErrorReason.ERROR_REASON_WINDOW_EXCEEDED, "unacknowledged batches", SIZE + 1, "at most " + SIZE);
        }
    }
}
