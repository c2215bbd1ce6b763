package dev.touchline.bench.system;

import dev.touchline.cli.peer.Service;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.IngestDocumentsRequest;
import dev.touchline.order.v1.IngestDocumentsResponse;
import dev.touchline.order.v1.OrderIngestServiceGrpc;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.HdrHistogram.Recorder;

/**
 * Tills that do not wait for each other: ten orders a call, so many a second, whether or not the calls before were answered.
 * A call's time counts from the moment when it was due, so that a service that stalls cannot hide it.
 */
final class Tills {
    private static final int BATCH = 10;
    private static final long DEADLINE_SECONDS = 60;
    private static final long REST_MILLIS = 100;

    private final Stack stack;
    private final Shop shop;
    private final int perSecond;
    private final Recorder acknowledgements = new Recorder(3);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Phaser calls = new Phaser(1);
    private final LongAdder refusals = new LongAdder();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();

    Tills(Stack stack, Shop shop, int perSecond) {
        this.stack = stack;
        this.shop = shop;
        this.perSecond = perSecond;
    }

    /**
     * Sends for so many seconds and waits for all answers; {@code probes} hears of each probe when it is acknowledged.
     *
     * @param everyCalls after how many calls one carries a probe as its last order; 0: none does
     */
    Recorder run(int seconds, int everyCalls, int firstProbe, Probes probes) {
        long interval = TimeUnit.SECONDS.toNanos(1) * BATCH / perSecond;
        long begin = System.nanoTime();
        int count = perSecond / BATCH * seconds;
        for (int call = 0; call < count; call++) {
            long due = begin + call * interval;
            List<Document> orders = new ArrayList<>(BATCH);
            boolean probe = everyCalls > 0 && call % everyCalls == 0;
            int number = probe ? firstProbe + call / everyCalls : 0;
            for (int i = probe ? 1 : 0; i < BATCH; i++) {
                orders.add(shop.order());
            }
            if (probe) {
                orders.add(shop.probe(number));
            }
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            send(orders, due, acknowledged -> {
                if (probe) {
                    probes.acknowledged(number, acknowledged);
                }
            });
        }
        calls.arriveAndAwaitAdvance();
        later.shutdown();
        if (failure.get() != null) {
            throw new IllegalStateException(failure.get());
        }
        return acknowledgements;
    }

    private void send(List<Document> orders, long due, LongConsumer then) {
        calls.register();
        offer(IngestDocumentsRequest.newBuilder().addAllDocuments(orders).build(), due, then);
    }

    /** A till that is told to come again later does so; its time goes on. */
    private void offer(IngestDocumentsRequest request, long due, LongConsumer then) {
        OrderIngestServiceGrpc.newStub(stack.channel(Service.ORDER_INGEST))
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .ingestDocuments(request, new StreamObserver<>() {
                    @Override
                    public void onNext(IngestDocumentsResponse response) {
                        long now = System.nanoTime();
                        try {
                            Shop.taken(response.getResultsList());
                        } catch (RuntimeException notTaken) {
                            failure.set(notTaken);
                        }
                        acknowledgements.recordValue(now - due);
                        then.accept(now);
                    }

                    @Override
                    public void onError(Throwable cause) {
                        if (Status.fromThrowable(cause).getCode() == Status.Code.RESOURCE_EXHAUSTED) {
                            refusals.increment();
                            later.schedule(() -> offer(request, due, then), REST_MILLIS, TimeUnit.MILLISECONDS);
                        } else {
                            failure.set(cause);
                            calls.arriveAndDeregister();
                        }
                    }

                    @Override
                    public void onCompleted() {
                        calls.arriveAndDeregister();
                    }
                });
    }

    /** How often a call was told to come again later. */
    long refusals() {
        return refusals.sum();
    }
}
