package dev.touchline.bench.system;

import dev.touchline.cli.peer.Service;
import dev.touchline.order.v1.OrderIngestServiceGrpc;
import dev.touchline.order.v1.StreamDocumentsRequest;
import dev.touchline.order.v1.StreamDocumentsResponse;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Recorder;

/** One ingest stream with eight batches under way, as fast as they are acknowledged. */
final class Stream implements StreamObserver<StreamDocumentsResponse> {
    private static final int WINDOW = 8;
    private static final int BATCH = 500;

    private final Recorder acknowledgements;
    private final Semaphore window = new Semaphore(WINDOW);
    private final ConcurrentHashMap<Long, Long> sentAt = new ConcurrentHashMap<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private Stream(Recorder acknowledgements) {
        this.acknowledgements = acknowledgements;
    }

    /**
     * Takes orders from what is left until nothing is, and waits for the last acknowledgement.
     *
     * @param acknowledgements nanoseconds from sending a batch to its acknowledgement
     */
    static void send(Stack stack, Shop shop, AtomicLong left, Recorder acknowledgements) throws InterruptedException {
        Stream stream = new Stream(acknowledgements);
        StreamObserver<StreamDocumentsRequest> requests = OrderIngestServiceGrpc.newStub(
                        stack.channel(Service.ORDER_INGEST))
                .streamDocuments(stream);
        for (long batch = 1; left.getAndAdd(-BATCH) > 0; batch++) {
            StreamDocumentsRequest.Builder request =
                    StreamDocumentsRequest.newBuilder().setBatchId(batch);
            for (int i = 0; i < BATCH; i++) {
                request.addDocuments(shop.order());
            }
            stream.take(1);
            stream.sentAt.put(batch, System.nanoTime());
            requests.onNext(request.build());
        }
        stream.take(WINDOW);
        requests.onCompleted();
    }

    private void take(int batches) throws InterruptedException {
        window.acquire(batches);
        if (failure.get() != null) {
            throw new IllegalStateException(failure.get());
        }
    }

    @Override
    public void onNext(StreamDocumentsResponse response) {
        try {
            Shop.taken(response.getResultsList());
            acknowledgements.recordValue(System.nanoTime() - sentAt.remove(response.getBatchId()));
            window.release();
        } catch (RuntimeException notTaken) {
            onError(notTaken);
        }
    }

    @Override
    public void onError(Throwable cause) {
        failure.set(cause);
        window.release(WINDOW);
    }

    @Override
    public void onCompleted() {
        // Everything was acknowledged before.
    }
}
