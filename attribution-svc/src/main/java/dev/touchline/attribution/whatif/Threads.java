package dev.touchline.attribution.whatif;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that what-ifs read and fold on, so that neither calls nor folders wait for them. */
@ApplicationScoped
class Threads {

    /** Work on the items from {@code from} to before {@code to}. */
    interface Range {
        void work(int from, int to);
    }

    private final ExecutorService pool;
    private final int folding;

    @Inject
    Threads(WhatIfConfig config) {
        this(config.threads() > 0 ? config.threads() : Runtime.getRuntime().availableProcessors());
    }

    /** Threads of which so many fold at once. */
    Threads(int folding) {
        this.folding = folding;
        AtomicInteger number = new AtomicInteger();
        pool = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "what-if-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    @PreDestroy
    void stop() {
        pool.shutdownNow();
    }

    /** How many fold at once. */
    int folding() {
        return folding;
    }

    /** Begins a what-if. */
    void start(Runnable whatIf) {
        pool.execute(whatIf);
    }

    /** Does all of it at once; ends when all have ended, with the first failure if there is one. */
    <T> List<T> all(List<Callable<T>> works) {
        List<Future<T>> futures = new ArrayList<>(works.size());
        works.forEach(work -> futures.add(pool.submit(work)));
        List<T> results = new ArrayList<>(works.size());
        RuntimeException failure = null;
        for (Future<T> future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException failed) {
                failure = failure != null ? failure : unwrapped(failed.getCause());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                futures.forEach(each -> each.cancel(true));
                throw new CancellationException("The process stops");
            }
        }
        if (failure != null) {
            throw failure;
        }
        return results;
    }

    /** Does work on so many items in pieces, as many at once as fold. */
    void ranges(int items, int piece, Range range) {
        AtomicInteger next = new AtomicInteger();
        List<Callable<Void>> workers = new ArrayList<>();
        for (int i = 0; i < folding; i++) {
            workers.add(() -> {
                for (int from = next.getAndAdd(piece); from < items && from >= 0; from = next.getAndAdd(piece)) {
                    range.work(from, Math.min(items, from + piece));
                }
                return null;
            });
        }
        all(workers);
    }

    private static RuntimeException unwrapped(Throwable cause) {
        if (cause instanceof RuntimeException failure) {
            return failure;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(cause);
    }
}
