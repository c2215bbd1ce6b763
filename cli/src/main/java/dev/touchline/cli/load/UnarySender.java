package dev.touchline.cli.load;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.type.v1.ItemResult;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Sends batches by unary calls, a few at once. */
final class UnarySender<T> implements BatchSender<T> {
    private final Function<List<T>, List<ItemResult>> call;
    private final Answers answers;
    private final int inFlight;
    private final Semaphore permits;
    private final ExecutorService threads;
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

    /** Sends by {@code call}, which answers in the order of its messages, at most {@code inFlight} calls at once. */
    UnarySender(Function<List<T>, List<ItemResult>> call, Answers answers, int inFlight) {
        this.call = call;
        this.answers = answers;
        this.inFlight = inFlight;
        this.permits = new Semaphore(inFlight);
        this.threads = Executors.newFixedThreadPool(inFlight);
    }

    @Override
    public void send(List<Item<T>> batch) {
        permits.acquireUninterruptibly();
        throwFailure();
        threads.execute(() -> {
            try {
                answers.batch(
                        batch, call.apply(batch.stream().map(Item::message).toList()));
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
            } finally {
                permits.release();
            }
        });
    }

    @Override
    public void close() {
        permits.acquireUninterruptibly(inFlight);
        threads.shutdown();
        throwFailure();
    }

    private void throwFailure() {
        RuntimeException first = failure.get();
        if (first != null) {
            threads.shutdown();
            throw first instanceof Failure known ? known : new Failure(ExitCode.REFUSED, first.toString(), first);
        }
    }
}
