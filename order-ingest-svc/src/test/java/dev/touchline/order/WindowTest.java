package dev.touchline.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.ListenableFuture;
import dev.touchline.kit.error.GrpcErrors;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.IngestDocumentsResponse;
import dev.touchline.order.v1.OrderIngestServiceGrpc;
import dev.touchline.order.v1.StreamDocumentsRequest;
import dev.touchline.order.v1.StreamDocumentsResponse;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemOutcome;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/** The stream with a raw client, which sends as fast as it likes: eight batches are taken, the ninth ends the stream. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class WindowTest extends ServiceTest {

    private static final Duration POLL = Duration.ofMillis(10);
    private static final String LOCK = "LOCK TABLE intake IN EXCLUSIVE MODE";

    @GrpcClient("order-ingest-svc")
    Channel channel;

    @Test
    void eightUnacknowledgedBatches_areAnsweredInOrder() {
        Answers answers = new Answers();
        StreamObserver<StreamDocumentsRequest> requests = open(answers);

        whileTheDatabaseStalls(() -> LongStream.rangeClosed(1, 8).forEach(id -> requests.onNext(batch(id))));
        requests.onCompleted();

        assertThat(answers.end()).isNull();
        assertThat(answers.received)
                .extracting(StreamDocumentsResponse::getBatchId)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void manyBatchesOneAfterTheOther_areAllTaken() {
        Answers answers = new Answers();
        StreamObserver<StreamDocumentsRequest> requests = open(answers);

        for (long id = 1; id <= 30; id++) {
            requests.onNext(batch(id));
            int sent = (int) id;
            Awaitility.await().pollInterval(POLL).atMost(PATIENCE).until(() -> answers.received.size() > sent - 8);
        }
        requests.onCompleted();

        assertThat(answers.end()).isNull();
        assertThat(answers.received)
                .hasSize(30)
                .allMatch(answer -> answer.getResults(0).getOutcome() == ItemOutcome.ITEM_OUTCOME_ACCEPTED);
    }

    @Test
    void ninthUnacknowledgedBatch_endsTheStream() {
        Answers answers = new Answers();
        StreamObserver<StreamDocumentsRequest> requests = open(answers);

        whileTheDatabaseStalls(() -> {
            LongStream.rangeClosed(1, 9).forEach(id -> requests.onNext(batch(id)));
            Throwable end = answers.end();
            assertThat(Status.fromThrowable(end).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(GrpcErrors.reasonOf(end)).isEqualTo(ErrorReason.ERROR_REASON_WINDOW_EXCEEDED);
        });

        assertThat(answers.received).isEmpty();
        assertInvariantsHold();
    }

    @Test
    void acknowledgedBatches_stayWhenTheWindowIsExceeded() {
        Answers answers = new Answers();
        StreamObserver<StreamDocumentsRequest> requests = open(answers);
        String kept = Documents.number();
        requests.onNext(batch(1, kept));
        Awaitility.await().atMost(PATIENCE).until(() -> answers.received.size() == 1);

        whileTheDatabaseStalls(() -> {
            LongStream.rangeClosed(2, 20).forEach(id -> requests.onNext(batch(id)));
            answers.end();
        });

        assertThat(sale(kept).getVersion()).isEqualTo(1);
        assertThat(outcome(Documents.order(kept))).isEqualTo(ItemOutcome.ITEM_OUTCOME_DUPLICATE);
    }

    // Seen to fail (all 200 batches were taken, their answers kept in memory) when Window did not ask whether answers
    // leave.
    @Test
    void clientThatSendsWithoutReading_losesTheStream() {
        Answers answers = new Answers();
        AtomicReference<ClientCallStreamObserver<StreamDocumentsRequest>> call = new AtomicReference<>();
        ClientCalls.asyncBidiStreamingCall(
                channel.newCall(OrderIngestServiceGrpc.getStreamDocumentsMethod(), CallOptions.DEFAULT),
                new Unread(answers, call));

        int taken = 0;
        while (taken < 200 && isTaken(call.get(), taken)) {
            taken++;
        }
        call.get().request(1_000);

        assertThat(GrpcErrors.reasonOf(answers.end())).isEqualTo(ErrorReason.ERROR_REASON_WINDOW_EXCEEDED);
        assertThat(answers.received).hasSizeLessThan(100);
    }

    /** Sends a batch with a long answer and waits until it is on disk; false: the stream has ended. */
    private boolean isTaken(ClientCallStreamObserver<StreamDocumentsRequest> call, int id) {
        String number = Documents.number();
        call.onNext(batch(id, number).toBuilder()
                .addAllDocuments(Collections.nCopies(499, Documents.order("").build()))
                .build());
        try {
            Awaitility.await().pollInterval(POLL).atMost(Duration.ofSeconds(2)).until(() -> isThere(number));
            return true;
        } catch (ConditionTimeoutException ended) {
            return false;
        }
    }

    private boolean isThere(String number) {
        String known = "SELECT FROM document_key WHERE number = $1";
        return await(pool.preparedQuery(known).execute(Tuple.of(number))).size() == 1;
    }

    /** An observer that asks for nothing. */
    private record Unread(Answers answers, AtomicReference<ClientCallStreamObserver<StreamDocumentsRequest>> call)
            implements ClientResponseObserver<StreamDocumentsRequest, StreamDocumentsResponse> {
        @Override
        public void beforeStart(ClientCallStreamObserver<StreamDocumentsRequest> requests) {
            call.set(requests);
            requests.disableAutoRequestWithInitial(0);
        }

        @Override
        public void onNext(StreamDocumentsResponse answer) {
            answers.onNext(answer);
        }

        @Override
        public void onError(Throwable failure) {
            answers.onError(failure);
        }

        @Override
        public void onCompleted() {
            answers.onCompleted();
        }
    }

    @Test
    void moreThanTheServiceWorksOn_isRefused() {
        List<Throwable> refused = new CopyOnWriteArrayList<>();
        List<CompletableFuture<?>> calls = new ArrayList<>();

        whileTheDatabaseStalls(() -> {
            for (int i = 0; i < 17; i++) { // 16 MiB are taken
                calls.add(service.ingestDocuments(batch(List.of(large())))
                        .onFailure()
                        .invoke(refused::add)
                        .subscribeAsCompletionStage());
            }
            Awaitility.await().atMost(PATIENCE).until(() -> refused.size() == 1);
        });

        assertThat(GrpcErrors.reasonOf(refused.get(0))).isEqualTo(ErrorReason.ERROR_REASON_OVERLOADED);
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new))
                .handle((done, failed) -> null)
                .join();
        assertThat(refused).hasSize(1);
    }

    @Test
    void manyStreamsThatExceedTheirWindow_leaveTheServiceAsItWas() {
        List<Answers> all = Stream.generate(Answers::new).limit(40).toList();

        whileTheDatabaseStalls(() -> {
            for (Answers answers : all) {
                StreamObserver<StreamDocumentsRequest> requests = open(answers);
                LongStream.rangeClosed(1, 9).forEach(id -> requests.onNext(batch(id)));
            }
            all.forEach(answers -> assertThat(answers.end()).isNotNull());
        });

        assertThat(outcome(Documents.order(Documents.number()))).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        assertInvariantsHold();
    }

    @Test
    void batchThatIsTooLarge_endsTheStream() {
        Answers answers = new Answers();
        StreamObserver<StreamDocumentsRequest> requests = open(answers);

        requests.onNext(StreamDocumentsRequest.newBuilder()
                .addAllDocuments(Collections.nCopies(501, Documents.order("x").build()))
                .build());

        assertThat(GrpcErrors.reasonOf(answers.end())).isEqualTo(ErrorReason.ERROR_REASON_BATCH_TOO_LARGE);
    }

    // Fails (all but 64 are refused) when calls are counted instead of their bytes.
    @Test
    void manySmallBatches_waitUntilTheyAreTaken() {
        List<Throwable> refused = new CopyOnWriteArrayList<>();
        List<CompletableFuture<IngestDocumentsResponse>> calls = new ArrayList<>();

        whileTheDatabaseStalls(() -> {
            for (int i = 0; i < 200; i++) {
                calls.add(service.ingestDocuments(batch(
                                List.of(Documents.order(Documents.number()).build())))
                        .onFailure()
                        .invoke(refused::add)
                        .subscribeAsCompletionStage());
            }
            Awaitility.await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(refused::isEmpty);
        });

        assertThat(calls)
                .allSatisfy(call -> assertThat(call.join().getResults(0).getOutcome())
                        .isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED));
    }

    // Fails without timeGiven: it is taken in, for a caller who has most likely given up by then.
    @Test
    void callWhoseTurnComesAfterHalfItsTime_isRefused() {
        String number = Documents.number();
        List<CompletableFuture<IngestDocumentsResponse>> before = new ArrayList<>();
        List<ListenableFuture<IngestDocumentsResponse>> late = new ArrayList<>();

        whileTheDatabaseStalls(() -> {
            for (int transaction = 0; transaction < 4; transaction++) {
                before.add(service.ingestDocuments(batch(
                                List.of(Documents.order(Documents.number()).build())))
                        .subscribeAsCompletionStage());
            }
            Awaitility.await().pollInterval(POLL).atMost(PATIENCE).until(() -> waitingForTheLock() == 4);
            late.add(OrderIngestServiceGrpc.newFutureStub(channel)
                    .withDeadlineAfter(6, TimeUnit.SECONDS)
                    .ingestDocuments(batch(List.of(Documents.order(number).build()))));
            Awaitility.await().during(Duration.ofMillis(3_200)).atMost(PATIENCE).until(() -> !late.get(0)
                    .isDone());
        });

        assertThatThrownBy(() -> late.get(0).get())
                .satisfies(refused -> assertThat(GrpcErrors.reasonOf(refused.getCause()))
                        .isEqualTo(ErrorReason.ERROR_REASON_OVERLOADED))
                .hasMessageContaining("half of what the call was given");
        assertThat(before)
                .allSatisfy(call -> assertThat(call.join().getResults(0).getOutcome())
                        .isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED));
        assertThat(isThere(number)).isFalse();
    }

    private long waitingForTheLock() {
        return await(pool.query(
                                """
                                SELECT count(*) FROM pg_stat_activity
                                WHERE datname = current_database() AND wait_event_type = 'Lock'
                                """)
                        .execute())
                .iterator()
                .next()
                .getLong(0);
    }

    /** Almost a million bytes, and not valid. */
    private static Document large() {
        return Documents.order(Documents.number())
                .setPaymentNumber("x".repeat(990_000))
                .build();
    }

    private StreamObserver<StreamDocumentsRequest> open(Answers answers) {
        return OrderIngestServiceGrpc.newStub(channel).streamDocuments(answers);
    }

    /** No batch can be committed while this runs. */
    private void whileTheDatabaseStalls(Runnable work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        CompletableFuture<Void> locked = new CompletableFuture<>();
        CompletableFuture<Void> released = pool.withTransaction(tx -> tx.query(LOCK)
                        .execute()
                        .invoke(() -> locked.complete(null))
                        .chain(() -> Uni.createFrom().completionStage(done)))
                .subscribeAsCompletionStage();
        locked.join();
        try {
            work.run();
        } finally {
            done.complete(null);
            released.join();
        }
    }

    private static StreamDocumentsRequest batch(long id) {
        return batch(id, Documents.number());
    }

    private static StreamDocumentsRequest batch(long id, String number) {
        return StreamDocumentsRequest.newBuilder()
                .setBatchId(id)
                .addDocuments(Documents.order(number))
                .build();
    }

    /** What a client received; the end is null, or why the stream ended. */
    private static final class Answers implements StreamObserver<StreamDocumentsResponse> {
        private final List<StreamDocumentsResponse> received = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Throwable> end = new CompletableFuture<>();

        Throwable end() {
            return end.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        }

        @Override
        public void onNext(StreamDocumentsResponse answer) {
            received.add(answer);
        }

        @Override
        public void onError(Throwable failure) {
            end.complete(failure);
        }

        @Override
        public void onCompleted() {
            end.complete(null);
        }
    }
}
