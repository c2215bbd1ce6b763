package dev.touchline.cli.load;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.Service;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.OrderIngestServiceGrpc;
import dev.touchline.order.v1.StreamDocumentsRequest;
import dev.touchline.order.v1.StreamDocumentsResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Sends order documents over the bidirectional stream with at most 8 unacknowledged batches. A broken stream is opened again
 * and what was not acknowledged is sent again: documents are idempotent. It gives up when nothing was acknowledged for as
 * long as the patience allows.
 */
final class DocumentStream implements BatchSender<Document> {
    private static final int WINDOW = 8;
    private static final Duration STREAM_DEADLINE = Duration.ofMinutes(5);
    private static final long REOPEN_MILLIS = 500;

    private final Connections connections;
    private final Answers answers;
    private final Map<Long, List<Item<Document>>> unacknowledged = new LinkedHashMap<>();
    private StreamObserver<StreamDocumentsRequest> requests;
    private long generation;
    private long nextBatchId = 1;
    private long openedNanos;
    private long lastProgressNanos;
    private RuntimeException failure;

    DocumentStream(Connections connections, Answers answers) {
        this.connections = connections;
        this.answers = answers;
        this.lastProgressNanos = System.nanoTime();
    }

    @Override
    public synchronized void send(List<Item<Document>> batch) {
        awaitUnacknowledgedBelow(WINDOW);
        if (unacknowledged.isEmpty()) {
            lastProgressNanos = System.nanoTime();
        }
        long batchId = nextBatchId++;
        unacknowledged.put(batchId, batch);
        if (requests == null) {
            open();
        } else {
            requests.onNext(request(batchId, batch));
        }
    }

    @Override
    public synchronized void close() {
        awaitUnacknowledgedBelow(1);
        if (requests != null) {
            generation++;
            requests.onCompleted();
            requests = null;
        }
    }

    private void awaitUnacknowledgedBelow(int limit) {
        while (failure == null && unacknowledged.size() >= limit) {
            if (requests == null) {
                open();
            }
            try {
                wait(REOPEN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Failure(ExitCode.UNAVAILABLE, "interrupted", e);
            }
            giveUpStalledStream();
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void open() {
        long mine = ++generation;
        openedNanos = System.nanoTime();
        requests = OrderIngestServiceGrpc.newStub(connections.channel(Service.ORDER_INGEST))
                .withDeadlineAfter(STREAM_DEADLINE.toSeconds(), TimeUnit.SECONDS)
                .streamDocuments(new Acknowledgements(mine));
        unacknowledged.forEach((batchId, batch) -> requests.onNext(request(batchId, batch)));
    }

    private void giveUpStalledStream() {
        long quiet = System.nanoTime() - Math.max(openedNanos, lastProgressNanos);
        if (requests != null && quiet > connections.patience().deadline().toNanos()) {
            StreamObserver<StreamDocumentsRequest> stalled = requests;
            broken(generation, Status.DEADLINE_EXCEEDED.asRuntimeException());
            stalled.onError(Status.CANCELLED.withDescription("stalled").asRuntimeException());
        }
    }

    private static StreamDocumentsRequest request(long batchId, List<Item<Document>> batch) {
        StreamDocumentsRequest.Builder request =
                StreamDocumentsRequest.newBuilder().setBatchId(batchId);
        batch.forEach(item -> request.addDocuments(item.message()));
        return request.build();
    }

    private synchronized void acknowledged(long of, StreamDocumentsResponse response) {
        List<Item<Document>> batch = of == generation ? unacknowledged.remove(response.getBatchId()) : null;
        if (batch != null) {
            lastProgressNanos = System.nanoTime();
            try {
                answers.batch(batch, response.getResultsList());
            } catch (RuntimeException e) {
                failure = e;
            }
            notifyAll();
        }
    }

    private synchronized void broken(long of, Throwable cause) {
        if (of != generation) {
            return;
        }
        requests = null;
        generation++;
        StatusRuntimeException status = cause instanceof StatusRuntimeException known
                ? known
                : Status.fromThrowable(cause).asRuntimeException();
        long quiet = System.nanoTime() - lastProgressNanos;
        if (quiet > connections.patience().with(status.getStatus()).toNanos()) {
            Failure refused = connections
                    .patience()
                    .failure(Service.ORDER_INGEST + " at " + connections.peers().of(Service.ORDER_INGEST), status);
            failure = refused;
            notifyAll();
        }
    }

    /** Hears one stream; those of a stream that was given up are ignored. */
    private final class Acknowledgements implements StreamObserver<StreamDocumentsResponse> {
        private final long mine;

        Acknowledgements(long mine) {
            this.mine = mine;
        }

        @Override
        public void onNext(StreamDocumentsResponse response) {
            acknowledged(mine, response);
        }

        @Override
        public void onError(Throwable cause) {
            broken(mine, cause);
        }

        @Override
        public void onCompleted() {
            broken(mine, Status.UNAVAILABLE.withDescription("stream ended").asRuntimeException());
        }
    }
}
