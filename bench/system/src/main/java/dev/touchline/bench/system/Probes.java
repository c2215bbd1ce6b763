package dev.touchline.bench.system;

import dev.touchline.cli.peer.Service;
import dev.touchline.report.v1.GetTotalsRequest;
import dev.touchline.report.v1.ReportFilter;
import dev.touchline.report.v1.ReportServiceGrpc;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Asks report-svc for the day of each acknowledged probe until its credit is there. */
final class Probes implements AutoCloseable {
    private static final long REST_MILLIS = 10;
    private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final long DEADLINE_SECONDS = 20;

    private final Stack stack;
    private final Map<Integer, Long> waiting = new ConcurrentHashMap<>();
    private final Histogram visible = new Histogram(3);
    private final Thread asking = new Thread(this::ask, "probes");
    private volatile boolean done;
    private volatile Throwable failure;

    Probes(Stack stack) {
        this.stack = stack;
        asking.start();
    }

    /** A probe's acknowledgement arrived at that {@link System#nanoTime}. */
    void acknowledged(int number, long nanoTime) {
        waiting.put(number, nanoTime);
    }

    /** Waits for the last one; nanoseconds from acknowledgement to credit. */
    Histogram finish() throws InterruptedException {
        done = true;
        asking.join();
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
        return visible;
    }

    private void ask() {
        try {
            while (!done || !waiting.isEmpty()) {
                for (Map.Entry<Integer, Long> probe : Map.copyOf(waiting).entrySet()) {
                    long age = System.nanoTime() - probe.getValue();
                    if (isVisible(probe.getKey())) {
                        visible.recordValue(System.nanoTime() - probe.getValue());
                        waiting.remove(probe.getKey());
                    } else if (age > LIMIT_NANOS) {
                        throw new IllegalStateException("Probe " + probe.getKey() + " is not credited");
                    }
                }
                Thread.sleep(REST_MILLIS);
            }
        } catch (InterruptedException | RuntimeException e) {
            failure = e;
        }
    }

    private boolean isVisible(int number) {
        String day = Shop.probeDay(number).toString();
        return ReportServiceGrpc.newBlockingStub(stack.channel(Service.REPORT))
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .getTotals(GetTotalsRequest.newBuilder()
                        .setFilter(ReportFilter.newBuilder().setFromDay(day).setToDay(day))
                        .build())
                .getRowsList()
                .stream()
                .anyMatch(row -> row.getCreditedNetMinor() > 0);
    }

    @Override
    public void close() {
        done = true;
        waiting.clear();
    }
}
