package dev.touchline.kit.feed;

import dev.touchline.kit.loop.Origin;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Lets so many work at once; others wait here, in the order in which they came. Who waits for a row's lock inside a transaction
 * instead holds a connection, the locks it has, and a snapshot that keeps PostgreSQL from forgetting deleted rows.
 */
final class Turns {

    private final int atOnce;
    private final BooleanSupplier stopping;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int working;

    /**
     * @param atOnce how many, at least 1
     * @param stopping whether no more work begins: a stop does not wait for everybody who waits
     */
    Turns(int atOnce, BooleanSupplier stopping) {
        if (atOnce < 1) {
            throw new IllegalArgumentException("touchline.feed.transactions: " + atOnce + " (expected: at least 1)");
        }
        this.atOnce = atOnce;
        this.stopping = stopping;
    }

    /**
     * Does work when it is its turn; the next one's comes when it has ended in any way.
     *
     * @param nothing the answer if no more work begins by then
     */
    <T> Uni<T> inTurn(Supplier<Uni<? extends T>> work, T nothing) {
        return Uni.createFrom().<Void>emitter(this::enter).chain(() -> Uni.createFrom()
                .deferred(() -> stopping.getAsBoolean() ? Uni.createFrom().item(nothing) : work.get())
                .onTermination()
                .invoke(this::leave));
    }

    private void enter(UniEmitter<? super Void> turn) {
        Origin origin = Origin.current(); // the thread that ends its wait is another's
        synchronized (this) {
            if (working == atOnce) {
                waiting.addLast(() -> origin.run(() -> turn.complete(null)));
                return;
            }
            working++;
        }
        turn.complete(null);
    }

    private void leave() {
        Runnable next;
        synchronized (this) {
            next = waiting.pollFirst();
            if (next == null) {
                working--;
            }
        }
        if (next != null) {
            next.run();
        }
    }
}
