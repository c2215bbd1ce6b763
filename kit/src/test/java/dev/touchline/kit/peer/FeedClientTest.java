package dev.touchline.kit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.util.Durations;
import dev.touchline.feed.v1.ReadFeedRequest;
import dev.touchline.feed.v1.ReadFeedResponse;
import dev.touchline.kit.error.GrpcErrors;
import dev.touchline.kit.loop.StoppingAtWill;
import dev.touchline.kit.peer.FailingPeer.Mood;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.type.v1.ErrorReason;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads of the feed of a peer that fails in every way, over a real connection. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class FeedClientTest {

    private static final Duration MARGIN = Duration.ofSeconds(1);
    private static final int JUDGED = 8;
    private static final int CONCURRENT = 20;

    private final StoppingAtWill stopping = new StoppingAtWill();
    private final FeedClient client =
            new FeedClient(new Calls(MARGIN, CONCURRENT, JUDGED, 0.75, Duration.ofMillis(300)), stopping.promise());
    private FailingPeer peer;

    private record Calls(Duration margin, int concurrent, int judged, double away, Duration rest)
            implements PeerConfig {}

    @BeforeEach
    void startPeer() throws IOException {
        peer = new FailingPeer();
    }

    @AfterEach
    void stopPeer() {
        peer.close();
    }

    @Test
    void peerThatIsAway_isLeftAlone() {
        peer.is(Mood.IS_AWAY);

        for (int read = 0; read < 10 * JUDGED; read++) {
            assertThat(codeOf(read(0))).isEqualTo(Status.Code.UNAVAILABLE);
        }

        assertThat(peer.asked()).hasSizeLessThan(2 * JUDGED);
    }

    @Test
    void peerThatIsBack_isReadAgainWithoutAWait() {
        peer.is(Mood.IS_AWAY);
        for (int read = 0; read < 2 * JUDGED; read++) {
            codeOf(read(0));
        }
        int before = peer.asked().size();
        peer.is(Mood.ANSWERS);

        await().atMost(Duration.ofSeconds(30)).until(() -> codeOf(read(10_000)) == Status.Code.OK);

        assertThat(peer.asked().get(before).hasWait()).isFalse();
        assertThat(codeOf(read(50))).isEqualTo(Status.Code.OK);
        assertThat(Durations.toMillis(peer.asked().get(before + 1).getWait())).isEqualTo(50);
    }

    @Test
    void pollsThatWaitAsLongAsTheyAsked_areNotSlow() {
        List<CompletableFuture<ReadFeedResponse>> polls = new ArrayList<>();
        for (int poll = 0; poll < 2 * JUDGED; poll++) {
            polls.add(read(3 * MARGIN.toMillis()));
        }

        assertThat(polls).allMatch(poll -> codeOf(poll) == Status.Code.OK);
    }

    @Test
    void peerThatIsSilent_costsNoMoreThanTheMargin() {
        peer.is(Mood.IS_SILENT);

        assertThat(codeOf(read(100))).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    }

    @Test
    void peerWithANewEpoch_isThere() {
        peer.is(Mood.HAS_RESTARTED);

        for (int read = 0; read < 3 * JUDGED; read++) {
            assertThat(reasonOf(read(0))).isEqualTo(ErrorReason.ERROR_REASON_FEED_RESTARTED);
        }
        assertThat(peer.asked()).hasSize(3 * JUDGED);
    }

    @Test
    void oneReadMoreThanAllowed_isRefused() {
        List<CompletableFuture<ReadFeedResponse>> polls = new ArrayList<>();
        for (int poll = 0; poll < CONCURRENT + 1; poll++) {
            polls.add(read(10_000)); // the last of them is queued
        }

        assertThat(codeOf(read(0))).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(polls).noneMatch(CompletableFuture::isDone);
        stopping.begin();
    }

    @Test
    void refusalsOfOurOwn_doNotTurnAnOwnerAway() {
        List<CompletableFuture<ReadFeedResponse>> polls = new ArrayList<>();
        for (int poll = 0; poll < CONCURRENT + 1; poll++) {
            polls.add(read(1_000));
        }
        for (int refused = 0; refused < 10 * JUDGED; refused++) {
            read(0);
        }

        assertThat(polls).allMatch(poll -> codeOf(poll) == Status.Code.OK);
        assertThat(codeOf(read(0))).isEqualTo(Status.Code.OK);
    }

    // With one guard for both, each refusal would stand among the judged reads as an answer.
    @Test
    void refusalsOfOurOwn_doNotHideThatAnOwnerIsAway() {
        FeedClient narrow = new FeedClient(
                new Calls(Duration.ofMillis(100), 1, JUDGED, 0.75, Duration.ofMinutes(1)), stopping.promise());
        peer.is(Mood.IS_SILENT);

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            // One is open, one is queued; those after them find no place.
            List<CompletableFuture<ReadFeedResponse>> reads = new ArrayList<>();
            for (int read = 0; read < 6; read++) {
                reads.add(read(narrow, 0));
            }
            return reads.stream().map(FeedClientTest::failureOf).anyMatch(failure -> failure.getMessage()
                    .contains("left alone"));
        });
    }

    @Test
    void openPolls_endWhenThisProcessStops() {
        CompletableFuture<ReadFeedResponse> poll = read(10_000);
        await().until(() -> peer.asked().size() == 1);

        stopping.begin();

        assertThat(poll).failsWithin(Duration.ofSeconds(2));
        assertThat(codeOf(poll)).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(codeOf(read(10_000))).isEqualTo(Status.Code.UNAVAILABLE);
    }

    private CompletableFuture<ReadFeedResponse> read(long waitMillis) {
        return read(client, waitMillis);
    }

    private CompletableFuture<ReadFeedResponse> read(FeedClient client, long waitMillis) {
        ReadFeedRequest.Builder request = ReadFeedRequest.newBuilder();
        if (waitMillis > 0) {
            request.setWait(Durations.fromMillis(waitMillis));
        }
        return client.readFeed("peer", peer.feed(), request.build())
                .subscribeAsCompletionStage()
                .toCompletableFuture();
    }

    private static Status.Code codeOf(CompletableFuture<ReadFeedResponse> read) {
        Throwable failure = failureOf(read);
        return failure == null ? Status.Code.OK : Status.fromThrowable(failure).getCode();
    }

    private static ErrorReason reasonOf(CompletableFuture<ReadFeedResponse> read) {
        return GrpcErrors.reasonOf(failureOf(read));
    }

    private static Throwable failureOf(CompletableFuture<ReadFeedResponse> read) {
        try {
            read.get(10, TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException failed) {
            return failed.getCause();
        } catch (InterruptedException | java.util.concurrent.TimeoutException never) {
            throw new IllegalStateException(never);
        }
    }
}
