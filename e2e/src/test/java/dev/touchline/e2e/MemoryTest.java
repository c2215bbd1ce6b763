package dev.touchline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.touchline.cli.authority.Role;
import dev.touchline.cli.peer.Service;
import dev.touchline.feed.v1.FeedServiceGrpc;
import dev.touchline.feed.v1.ReadFeedRequest;
import dev.touchline.feed.v1.ReadFeedResponse;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.OrderIngestServiceGrpc;
import dev.touchline.order.v1.StreamDocumentsRequest;
import dev.touchline.order.v1.StreamDocumentsResponse;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** order-ingest-svc with 256 MB of heap while others stall: its memory stays flat. */
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MemoryTest {

    private static final String SERVICE = "order-ingest-svc";
    private static final int BOUND_MB = 160;
    private static final int BATCH = 500;

    @TempDir
    static Path folder;

    private Installation touchline;
    private Channel channel;
    private ProcessHandle service;

    @BeforeAll
    void start() throws IOException {
        touchline = Installation.up(folder);
        channel = touchline.channel(SERVICE, touchline.token(Role.HEADQUARTERS, List.of(), List.of()));
        service = touchline.process(SERVICE);
    }

    @AfterAll
    void stop() {
        touchline.close();
    }

    @Test
    void sendersThatDoNotReadTheirAnswers_loseTheirStreams() {
        Meter meter = new Meter(service);
        meter.read();
        Map<Status.Code, AtomicInteger> ends = new ConcurrentHashMap<>();
        List<ClientCall<StreamDocumentsRequest, StreamDocumentsResponse>> streams = new ArrayList<>();
        for (int stream = 0; stream < 20; stream++) {
            streams.add(channel.newCall(OrderIngestServiceGrpc.getStreamDocumentsMethod(), CallOptions.DEFAULT));
            streams.get(stream).start(new Unread<>(ends), new Metadata());
        }
        for (int batch = 0; batch < 60; batch++) {
            for (int stream = 0; stream < streams.size(); stream++) {
                sendIfOpen(streams.get(stream), batch);
            }
            meter.sample();
        }
        meter.read();
        streams.forEach(stream -> stream.request(100));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> ends.values().stream().mapToInt(AtomicInteger::get).sum() == streams.size());
        meter.read();
        System.out.printf("20 senders that do not read: %s; their streams ended %s%n", meter, ends);
        assertThat(ends.keySet()).isSubsetOf(Status.Code.RESOURCE_EXHAUSTED, Status.Code.UNAVAILABLE);
        meter.assertBelow(BOUND_MB);
    }

    @Test
    void readersThatDoNotReadTheirPages_areBounded() throws IOException {
        try (OrderLoad load = OrderLoad.start(channel, 8, BATCH, Duration.ofSeconds(20))) {
            await().atMost(Duration.ofMinutes(1)).until(() -> load.acknowledged() > 100);
        }
        Meter meter = new Meter(service);
        meter.read();
        Channel peer = touchline.channelOf(Service.REPORT, SERVICE);
        Map<Status.Code, AtomicInteger> ends = new ConcurrentHashMap<>();
        for (int read = 0; read < 200; read++) {
            ClientCall<ReadFeedRequest, ReadFeedResponse> call =
                    peer.newCall(FeedServiceGrpc.getReadFeedMethod(), CallOptions.DEFAULT);
            call.start(new Unread<>(ends), new Metadata());
            call.request(0);
            call.sendMessage(
                    ReadFeedRequest.newBuilder().setPartition(read % 16).build());
            call.halfClose();
            meter.sample();
        }
        await().pollDelay(Duration.ofSeconds(5)).until(() -> true);
        meter.read();

        System.out.printf("200 readers that stall: %s%n", meter);
        meter.assertBelow(BOUND_MB);
    }

    /** Sends documents that are refused one by one, so that the answer is long. */
    private static void sendIfOpen(ClientCall<StreamDocumentsRequest, StreamDocumentsResponse> stream, int number) {
        try {
            if (stream.isReady()) {
                stream.sendMessage(StreamDocumentsRequest.newBuilder()
                        .setBatchId(number)
                        .addAllDocuments(Collections.nCopies(BATCH, Document.getDefaultInstance()))
                        .build());
            }
        } catch (IllegalStateException ended) {
            assertThat(ended).isNotNull(); // the stream was closed by the service; its status is counted
        }
    }

    /** Never asks for an answer; counts how calls end. */
    private static final class Unread<A> extends ClientCall.Listener<A> {

        private final Map<Status.Code, AtomicInteger> ends;

        Unread(Map<Status.Code, AtomicInteger> ends) {
            this.ends = ends;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            ends.computeIfAbsent(status.getCode(), code -> new AtomicInteger()).incrementAndGet();
        }
    }
}
