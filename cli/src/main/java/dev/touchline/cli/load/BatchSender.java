package dev.touchline.cli.load;

import java.util.List;

/** Sends batches of at most 500 items; {@link #send} waits while too many are unanswered. */
interface BatchSender<T> extends AutoCloseable {
    /** Sends a batch, maybe later, on another thread. */
    void send(List<Item<T>> batch);

    /** Waits for all answers; throws the first failure. */
    @Override
    void close();
}
