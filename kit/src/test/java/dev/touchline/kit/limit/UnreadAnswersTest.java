package dev.touchline.kit.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.touchline.feed.v1.FeedServiceGrpc;
import dev.touchline.feed.v1.ReadFeedRequest;
import dev.touchline.feed.v1.ReadFeedResponse;
import dev.touchline.kittest.PostgresResource;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages of a megabyte, room for four of them, and readers whose HTTP/2 window takes next to nothing. */
@QuarkusTest
@TestProfile(UnreadAnswersTest.Little.class)
@QuarkusTestResource(PostgresResource.class)
class UnreadAnswersTest {

    private static final int LIMIT = 4_500_000;
    private static final int STALLED = 12;
    private static final Duration LONG = Duration.ofSeconds(20);

    @Inject
    Pool pool;

    @Inject
    UnreadAnswers unread;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private ManagedChannel stalling;
    private ManagedChannel reading;

    /** A service that has little room for what nobody reads, and little patience. */
    public static class Little implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "touchline.feed.head-poll", "1h",
                    "touchline.feed.upkeep", "1h",
                    "touchline.limits.unread-bytes", Integer.toString(LIMIT),
                    "touchline.limits.unread-seconds", "3");
        }
    }

    @BeforeEach
    void aFeedOfOneLargeEvent() {
        pool.query("TRUNCATE feed").executeAndAwait();
        pool.query("INSERT INTO feed VALUES (0, 1, 'key', convert_to(repeat('x', 1000000), 'UTF8'), '', now())")
                .executeAndAwait();
        stalling = channel(1_000);
        reading = channel(NettyChannelBuilder.DEFAULT_FLOW_CONTROL_WINDOW);
    }

    @AfterEach
    void close() {
        stalling.shutdownNow();
        reading.shutdownNow();
    }

    @Test
    void readersThatHoldBack_loseTheirConnectionWhileOthersAreServed() {
        List<Stalled> readers =
                IntStream.range(0, STALLED).mapToObj(each -> stalled()).toList();
        await().atMost(LONG).until(() -> readers.stream().anyMatch(reader -> reader.begun));
        await().atMost(LONG).until(() -> readers.stream().allMatch(reader -> reader.begun || reader.end != null));

        assertThat(unread.bytes()).isLessThan(STALLED * 1_000_000L);
        await().atMost(LONG).ignoreExceptions().until(() -> page().getEventsCount() == 1);
        await().atMost(LONG).until(() -> unread.bytes() == 0);
        readers.forEach(Stalled::goOn);
        await().atMost(LONG).until(() -> readers.stream().allMatch(reader -> reader.end != null));
        assertThat(readers)
                .extracting(reader -> reader.end)
                .containsOnly(Status.Code.RESOURCE_EXHAUSTED, Status.Code.UNAVAILABLE)
                .contains(Status.Code.UNAVAILABLE);
    }

    @Test
    void aReaderThatHoldsBackTooLong_losesItsConnection() {
        Stalled reader = stalled();
        await().atMost(LONG).until(() -> unread.bytes() > 1_000_000);

        await().atMost(LONG).until(() -> unread.bytes() == 0);

        reader.goOn();
        await().atMost(LONG).until(() -> reader.end != null);
        assertThat(reader.end).isEqualTo(Status.Code.UNAVAILABLE);
    }

    private ReadFeedResponse page() {
        return FeedServiceGrpc.newBlockingStub(reading)
                .withDeadlineAfter(LONG.toSeconds(), TimeUnit.SECONDS)
                .readFeed(ReadFeedRequest.getDefaultInstance());
    }

    private ManagedChannel channel(int window) {
        return NettyChannelBuilder.forAddress("localhost", port)
                .usePlaintext()
                .flowControlWindow(window)
                .maxInboundMessageSize(16 << 20)
                .build();
    }

    private Stalled stalled() {
        return Stalled.start(stalling.newCall(FeedServiceGrpc.getReadFeedMethod(), CallOptions.DEFAULT));
    }

    /** Reads a page's headers and nothing else, until it goes on. */
    private static final class Stalled extends ClientCall.Listener<ReadFeedResponse> {

        private final ClientCall<ReadFeedRequest, ReadFeedResponse> call;
        private volatile boolean begun;
        private volatile Status.Code end;

        private Stalled(ClientCall<ReadFeedRequest, ReadFeedResponse> call) {
            this.call = call;
        }

        static Stalled start(ClientCall<ReadFeedRequest, ReadFeedResponse> call) {
            Stalled reader = new Stalled(call);
            call.start(reader, new Metadata());
            call.sendMessage(ReadFeedRequest.getDefaultInstance());
            call.halfClose();
            return reader;
        }

        void goOn() {
            call.request(2);
        }

        @Override
        public void onHeaders(Metadata headers) {
            begun = true;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            end = status.getCode();
        }
    }
}
