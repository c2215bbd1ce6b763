package dev.touchline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.IngestDocumentsRequest;
import dev.touchline.order.v1.IngestDocumentsResponse;
import dev.touchline.order.v1.Line;
import dev.touchline.order.v1.OrderIngestServiceGrpc;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.DocumentType;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.SalesChannel;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Tills that send batches of new orders as fast as they are answered, and remember what was acknowledged. */
final class OrderLoad implements AutoCloseable {

    private static final AtomicInteger NEXT_BATCH = new AtomicInteger();
    private static final long REST_AFTER_REFUSAL_NANOS = 50_000_000;

    private final Channel channel;
    private final int batchSize;
    private final int lines;
    private final Duration deadline;
    private final ExecutorService senders = Executors.newCachedThreadPool();
    private final Queue<Integer> acknowledged = new ConcurrentLinkedQueue<>();
    private final Map<Status.Code, AtomicInteger> refusals = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    private OrderLoad(Channel channel, int batchSize, int lines, Duration deadline) {
        this.channel = channel;
        this.batchSize = batchSize;
        this.lines = lines;
        this.deadline = deadline;
    }

    /** Begins to send orders of one line. */
    static OrderLoad start(Channel channel, int senders, int batchSize, Duration deadline) {
        return start(channel, senders, batchSize, 1, deadline);
    }

    /** Begins to send; a line has about 250 bytes. */
    static OrderLoad start(Channel channel, int senders, int batchSize, int lines, Duration deadline) {
        OrderLoad load = new OrderLoad(channel, batchSize, lines, deadline);
        for (int sender = 0; sender < senders; sender++) {
            load.senders.execute(load::send);
        }
        return load;
    }

    /** Batches that were acknowledged. */
    int acknowledged() {
        return acknowledged.size();
    }

    /** How many calls failed, by status. */
    Map<Status.Code, AtomicInteger> refusals() {
        return refusals;
    }

    /** Ends the load and waits for its last answers. */
    @Override
    public void close() {
        stopped = true;
        senders.shutdown();
        try {
            assertThat(senders.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Sends everything that was acknowledged again: it must be there. */
    void assertNothingIsLost() {
        assertThat(acknowledged).isNotEmpty();
        for (int batch : acknowledged) {
            assertThat(ingest(batch, Duration.ofSeconds(30)).getResultsList())
                    .as("batch %d", batch)
                    .allMatch(result -> result.getOutcome() == ItemOutcome.ITEM_OUTCOME_DUPLICATE);
        }
    }

    private void send() {
        while (!stopped) {
            int batch = NEXT_BATCH.incrementAndGet();
            try {
                assertThat(ingest(batch, deadline).getResultsList())
                        .allMatch(result -> result.getOutcome() == ItemOutcome.ITEM_OUTCOME_ACCEPTED);
                acknowledged.add(batch);
            } catch (StatusRuntimeException refused) {
                refusals.computeIfAbsent(refused.getStatus().getCode(), code -> new AtomicInteger())
                        .incrementAndGet();
                LockSupport.parkNanos(REST_AFTER_REFUSAL_NANOS);
            }
        }
    }

    private IngestDocumentsResponse ingest(int batch, Duration within) {
        return OrderIngestServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(within.toMillis(), TimeUnit.MILLISECONDS)
                .ingestDocuments(batch("load", batch, batchSize, lines));
    }

    /** A batch of orders that no other number of that source has. */
    static IngestDocumentsRequest batch(String source, int number, int size, int lines) {
        IngestDocumentsRequest.Builder request = IngestDocumentsRequest.newBuilder();
        for (int order = 0; order < size; order++) {
            request.addDocuments(order(source, number + "-" + order, lines));
        }
        return request.build();
    }

    private static Document order(String source, String number, int lines) {
        Document.Builder order = Document.newBuilder()
                .setKey(DocumentKey.newBuilder()
                        .setSource(source)
                        .setType(DocumentType.DOCUMENT_TYPE_ORDER)
                        .setNumber(number))
                .setOccurredAt(Timestamps.fromMillis(1_700_000_000_000L))
                .setCurrencyCode("CNY")
                .setSalesChannel(SalesChannel.SALES_CHANNEL_STORE);
        for (int line = 1; line <= lines; line++) {
            order.addLines(Line.newBuilder()
                    .setLineNumber(line)
                    .setBrand("north")
                    .setSku("s".repeat(64))
                    .setCategory("c".repeat(128))
                    .setQuantity(1)
                    .setAmountMinor(10_000));
        }
        return order.build();
    }
}
