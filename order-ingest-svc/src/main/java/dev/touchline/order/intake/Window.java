package dev.touchline.order.intake;

import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.loop.Stopping;
import dev.touchline.type.v1.ErrorReason;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.MultiSelectFirstUntilOtherOp;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The window of a stream of batches: at most {@value #SIZE} may be unacknowledged. The stubs have no flow control, so the
 * window is what keeps a fast sender from filling the memory: whoever sends more loses the stream. An answer that piles up
 * here because the client does not read is no acknowledgement yet.
 */
public final class Window {

    /** Unacknowledged batches. */
    public static final int SIZE = 8;

    private final BooleanSupplier answersLeave;
    private final AtomicInteger unacknowledged = new AtomicInteger();
    private final AtomicInteger piledUp = new AtomicInteger();

    private volatile boolean closed;

    private Window(BooleanSupplier answersLeave) {
        this.answersLeave = answersLeave;
    }

    /**
     * Works batches off one after the other; fails with WINDOW_EXCEEDED as soon as one too many has come.
     *
     * @param answersLeave whether the client takes its answers
     * @param stop completes when no more batches shall be taken; those taken are answered, then the stream ends as the
     *     service is UNAVAILABLE
     */
    public static <Q, A> Multi<A> over(
            Multi<Q> batches, Function<Q, Uni<A>> work, BooleanSupplier answersLeave, Uni<Void> stop) {
        Window window = new Window(answersLeave);
        return batches.plug(all -> new MultiSelectFirstUntilOtherOp<>(all, window.closedBy(stop)))
                .onItem()
                .invoke(window::enter)
                .onOverflow()
                .buffer(SIZE)
                .onItem()
                .transformToUniAndConcatenate(
                        batch -> work.apply(batch).invoke(window::acknowledge)) // before the answer leaves
                .onCompletion()
                .call(window::refuseMore);
    }

    private Multi<Boolean> closedBy(Uni<Void> stop) {
        return stop.invoke(() -> closed = true).replaceWith(true).toMulti();
    }

    private Uni<Void> refuseMore() {
        return closed
                ? Uni.createFrom().failure(Stopping.refusal())
                : Uni.createFrom().voidItem();
    }

    private void enter() {
        if (answersLeave.getAsBoolean()) {
            unacknowledged.addAndGet(-piledUp.getAndSet(0));
        }
        if (unacknowledged.incrementAndGet() > SIZE) {
            throw Rejection.exhausted(
                    ErrorReason.ERROR_REASON_WINDOW_EXCEEDED, "unacknowledged batches", SIZE + 1, "at most " + SIZE);
        }
    }

    private void acknowledge() {
        if (answersLeave.getAsBoolean()) {
            unacknowledged.decrementAndGet();
        } else {
            piledUp.incrementAndGet();
        }
    }
}
