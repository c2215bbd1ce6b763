package dev.touchline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.touchline.cli.authority.Role;
import dev.touchline.cli.peer.Service;
import dev.touchline.feed.v1.FeedServiceGrpc;
import dev.touchline.feed.v1.ReadFeedRequest;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.IngestDocumentsRequest;
import dev.touchline.order.v1.IngestDocumentsResponse;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** order-ingest-svc with 256 MB of heap while others stall: its memory stays flat, and it serves who does not. */
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MemoryTest {

    private static final String SERVICE = "order-ingest-svc";
    private static final int BOUND_MB = 160;
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** As many as one connection takes, without the stream beside them. */
    private static final int SENDERS = 96;

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration FROZEN = Duration.ofSeconds(15);

    private static final int CHANNELS = 8;
    private static final int READERS = 100;
    private static final int WINDOW = 1_000;
    private static final int LINES = 5;
    private static final int CALLS = 40_000;

    @TempDir
    static Path folder;

    private Installation touchline;
    private Channel channel;
    private ProcessHandle service;

    @BeforeAll
    void start() throws IOException {
        touchline = Installation.up(folder);
        channel = headquarters();
        service = touchline.process(SERVICE);
    }

    @AfterAll
    void stop() {
        touchline.close();
    }

    // Fails without CallDeadlines: callers that give up reset their streams, and the connection is closed for all of
    // them.
    @Test
    void aFrozenDatabase_costsNothingAcknowledgedAndNoMemory() throws IOException {
        Meter meter = new Meter(service);
        meter.read();
        OpenStream stream = new OpenStream(channel);
        stream.send(1);
        OrderLoad load = OrderLoad.start(channel, SENDERS, 100, DEADLINE);
        int processes;
        try (load) {
            awaitMore(load, 50);
            try (Frozen frozen = Frozen.postgres(touchline)) {
                stay(FROZEN, meter);
                meter.read();
                processes = frozen.processes();
            }
            awaitMore(load, 50);
            meter.read();
        }
        stream.send(2); // not while the senders take every place
        stream.close();

        System.out.printf(
                "PostgreSQL (%d processes) frozen for %d s under %d senders: %s; %d batches acknowledged, refused: %s%n",
                processes, FROZEN.toSeconds(), SENDERS, meter, load.acknowledged(), load.refusals());
        assertThat(load.refusals().keySet())
                .isSubsetOf(Status.Code.RESOURCE_EXHAUSTED, Status.Code.DEADLINE_EXCEEDED, Status.Code.UNAVAILABLE);
        assertThat(touchline.log(SERVICE)).doesNotContain(" ERROR ");
        meter.assertBelow(BOUND_MB);
        load.assertNothingIsLost();
        touchline.awaitAttributed();
        touchline.run("check");
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

    // Meant to fail without AnswerLimits, not tried yet: the service ends as it has no more memory.
    @Test
    void readersThatHoldBack_loseTheirConnectionsWhileOthersAreServed() throws IOException {
        fillTheFeed();
        Meter meter = new Meter(service);
        meter.read();
        Channel reading = touchline.channelOf(Service.REPORT, SERVICE);
        List<Channel> stalling = new ArrayList<>();
        for (int number = 0; number < CHANNELS; number++) {
            stalling.add(touchline.channelOf(Service.REPORT, SERVICE, WINDOW));
        }
        StalledReaders readers;
        try (OrderLoad tills = OrderLoad.start(headquarters(), 4, 10, Duration.ofSeconds(20))) {
            readers = StalledReaders.start(stalling, READERS);
            await().atMost(PATIENCE).until(() -> sampled(meter) && readers.areAllAnswered());
            meter.read();
            awaitMore(tills, 20);
            await().atMost(PATIENCE).ignoreExceptions().until(() -> sampled(meter) && page(reading) > 0);
            await().atMost(PATIENCE).until(() -> touchline.log(SERVICE).contains("lose their connections"));
            meter.read();
        }
        long stalled = readers.stalled();
        readers.goOn();
        await().atMost(PATIENCE).until(readers::haveAllEnded);

        System.out.printf(
                "%d readers, of whom %d held back a page: %s; their calls ended %s%n",
                CHANNELS * READERS, stalled, meter, readers.ends());
        assertThat(stalled).as("readers whose page was begun").isPositive();
        assertThat(readers.ends().keySet())
                .isSubsetOf(Status.Code.RESOURCE_EXHAUSTED, Status.Code.UNAVAILABLE, Status.Code.OK);
        assertThat(readers.ends()).as("connections were lost").containsKey(Status.Code.UNAVAILABLE);
        meter.assertBelow(BOUND_MB);
    }

    // Without a limit of calls on a connection order-ingest-svc was seen to end under bench/freshness, as it had no
    // memory; this test was not tried without it yet.
    @Test
    void aConnectionThatBringsCallsWithoutEnd_isServedAsFarAsItGoes() throws InterruptedException, IOException {
        Meter meter = new Meter(service);
        meter.read();
        Map<Status.Code, AtomicInteger> ends = new ConcurrentHashMap<>();
        CountDownLatch open = new CountDownLatch(CALLS);
        Channel one = headquarters();
        for (int number = 0; number < CALLS; number++) {
            ClientCall<IngestDocumentsRequest, IngestDocumentsResponse> call =
                    one.newCall(OrderIngestServiceGrpc.getIngestDocumentsMethod(), CallOptions.DEFAULT);
            call.start(new Counting<>(ends, open), new Metadata());
            call.request(1);
            call.sendMessage(OrderLoad.batch("flood", number, 1, 1));
            call.halfClose();
        }
        await().atMost(PATIENCE).until(() -> sampled(meter) && open.getCount() == 0);
        meter.read();

        System.out.printf("%d calls at once on one connection: %s; they ended %s%n", CALLS, meter, ends);
        assertThat(ends.keySet()).isSubsetOf(Status.Code.OK, Status.Code.RESOURCE_EXHAUSTED);
        assertThat(ends).as("calls that were served").containsKey(Status.Code.OK);
        meter.assertBelow(BOUND_MB);
    }

    private Channel headquarters() throws IOException {
        return touchline.channel(SERVICE, touchline.token(Role.HEADQUARTERS, List.of(), List.of()));
    }

    /** At least a full page, of 600 kB, in each of the sixteen partitions. */
    private void fillTheFeed() {
        try (OrderLoad load = OrderLoad.start(channel, 8, BATCH, LINES, Duration.ofSeconds(20))) {
            awaitMore(load, 24);
        }
    }

    private static int page(Channel channel) {
        return FeedServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .readFeed(ReadFeedRequest.getDefaultInstance())
                .getEventsCount();
    }

    private static void awaitMore(OrderLoad load, int batches) {
        int before = load.acknowledged();
        await().atMost(PATIENCE).until(() -> load.acknowledged() >= before + batches);
    }

    private static void stay(Duration time, Meter meter) {
        long begin = System.nanoTime();
        await().atMost(time.plus(PATIENCE)).until(() -> sampled(meter) && System.nanoTime() - begin >= time.toNanos());
    }

    private static boolean sampled(Meter meter) {
        meter.sample();
        return true;
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

    /** Takes the answer; counts how calls end. */
    private static final class Counting<A> extends ClientCall.Listener<A> {

        private final Map<Status.Code, AtomicInteger> ends;
        private final CountDownLatch open;

        Counting(Map<Status.Code, AtomicInteger> ends, CountDownLatch open) {
            this.ends = ends;
            this.open = open;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            ends.computeIfAbsent(status.getCode(), code -> new AtomicInteger()).incrementAndGet();
            open.countDown();
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
