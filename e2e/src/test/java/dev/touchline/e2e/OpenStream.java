package dev.touchline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.touchline.order.v1.OrderIngestServiceGrpc;
import dev.touchline.order.v1.StreamDocumentsRequest;
import dev.touchline.order.v1.StreamDocumentsResponse;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A till's stream that stays open, whatever others do on its connection. */
final class OpenStream implements StreamObserver<StreamDocumentsResponse> {

    private static final int BATCH = 10;

    private final Queue<Long> acknowledged = new ConcurrentLinkedQueue<>();
    private final StreamObserver<StreamDocumentsRequest> requests;
    private volatile Status end;

    OpenStream(Channel channel) {
        requests = OrderIngestServiceGrpc.newStub(channel).streamDocuments(this);
    }

    /** Sends a batch and waits until it is on disk. */
    void send(int number) {
        requests.onNext(StreamDocumentsRequest.newBuilder()
                .setBatchId(number)
                .addAllDocuments(OrderLoad.batch("stream", number, BATCH, 1).getDocumentsList())
                .build());
        await().atMost(Duration.ofMinutes(1))
                .until(() -> end != null || acknowledged.containsAll(List.of((long) number)));
        assertThat(end).as("the end of a stream that nobody ended").isNull();
    }

    void close() {
        requests.onCompleted();
    }

    @Override
    public void onNext(StreamDocumentsResponse answer) {
        acknowledged.add(answer.getBatchId());
    }

    @Override
    public void onError(Throwable failure) {
        end = Status.fromThrowable(failure);
    }

    @Override
    public void onCompleted() {
        end = Status.OK;
    }
}
