package dev.touchline.kit.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.ListenableFuture;
import dev.touchline.feed.v1.FeedServiceGrpc;
import dev.touchline.feed.v1.ReadFeedRequest;
import dev.touchline.feed.v1.ReadFeedResponse;
import dev.touchline.kit.error.GrpcErrors;
import dev.touchline.kit.loop.StoppingAtWill;
import dev.touchline.operations.v1.GetProgressRequest;
import dev.touchline.operations.v1.GetProgressResponse;
import dev.touchline.operations.v1.OperationsServiceGrpc;
import dev.touchline.touch.v1.RecordTouchesRequest;
import dev.touchline.touch.v1.RecordTouchesResponse;
import dev.touchline.touch.v1.TouchServiceGrpc;
import dev.touchline.type.v1.ErrorReason;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real server with room for two calls and three reads of the feed, whose calls last until the test answers them. */
class CallLimitsTest {

    private final StoppingAtWill stopping = new StoppingAtWill();
    private final List<StreamObserver<RecordTouchesResponse>> working = new CopyOnWriteArrayList<>();
    private final List<StreamObserver<ReadFeedResponse>> waiting = new CopyOnWriteArrayList<>();
    private Server server;
    private ManagedChannel channel;

    private record Limits(
            int calls, int feedReads, int databaseQueue, int databaseWaitSeconds, long unreadBytes, int unreadSeconds)
            implements LimitConfig {}

    @BeforeEach
    void start() throws IOException {
        NettyServerBuilder builder = NettyServerBuilder.forPort(0)
                .intercept(new CallLimits(new Limits(2, 3, 1, 1, 1, 1), stopping.promise()));
        services().forEach(builder::addService);
        server = builder.build().start();
        channel = NettyChannelBuilder.forAddress("localhost", server.getPort())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void asManyCallsAsAllowed_areTaken_andOneMoreIsRefused() {
        call();
        call();
        await().until(() -> working.size() == 2);

        assertRefused(call(), Status.Code.RESOURCE_EXHAUSTED, ErrorReason.ERROR_REASON_OVERLOADED);
    }

    @Test
    void anAnsweredCall_givesItsPlaceBack() {
        ListenableFuture<RecordTouchesResponse> first = call();
        await().until(() -> working.size() == 1);
        call();
        await().until(() -> working.size() == 2);

        working.get(0).onNext(RecordTouchesResponse.getDefaultInstance());
        working.get(0).onCompleted();
        await().until(first::isDone);

        call();
        await().until(() -> working.size() == 3);
    }

    @Test
    void aCallWhoseCallerHasGone_givesItsPlaceBack() {
        ListenableFuture<RecordTouchesResponse> first = call();
        call();
        await().until(() -> working.size() == 2);

        first.cancel(true);

        List<ListenableFuture<?>> tries = new ArrayList<>();
        await().until(() -> tries.add(call()) && working.size() == 3);
    }

    @Test
    void readsOfTheFeed_areCountedApart() {
        call();
        call();
        for (int read = 0; read < 3; read++) {
            read();
        }
        await().until(() -> waiting.size() == 3 && working.size() == 2);

        assertRefused(read(), Status.Code.RESOURCE_EXHAUSTED, ErrorReason.ERROR_REASON_OVERLOADED);
    }

    @Test
    void operations_areNeverRefused() throws Exception {
        call();
        call();
        await().until(() -> working.size() == 2);
        stopping.begin();

        assertThat(OperationsServiceGrpc.newFutureStub(channel)
                        .getProgress(GetProgressRequest.getDefaultInstance())
                        .get(5, TimeUnit.SECONDS))
                .isNotNull();
    }

    @Test
    void aStoppingService_finishesWhatRunsAndTakesNoMore() throws Exception {
        ListenableFuture<RecordTouchesResponse> running = call();
        await().until(() -> working.size() == 1);

        stopping.begin();

        assertRefused(call(), Status.Code.UNAVAILABLE, ErrorReason.ERROR_REASON_PEER_UNAVAILABLE);
        working.get(0).onNext(RecordTouchesResponse.getDefaultInstance());
        working.get(0).onCompleted();
        assertThat(running.get(5, TimeUnit.SECONDS)).isNotNull();
    }

    private ListenableFuture<RecordTouchesResponse> call() {
        return TouchServiceGrpc.newFutureStub(channel).recordTouches(RecordTouchesRequest.getDefaultInstance());
    }

    private ListenableFuture<ReadFeedResponse> read() {
        return FeedServiceGrpc.newFutureStub(channel).readFeed(ReadFeedRequest.getDefaultInstance());
    }

    private static void assertRefused(ListenableFuture<?> call, Status.Code code, ErrorReason reason) {
        try {
            call.get(5, TimeUnit.SECONDS);
            throw new AssertionError("Not refused");
        } catch (ExecutionException refused) {
            assertThat(Status.fromThrowable(refused).getCode()).isEqualTo(code);
            assertThat(GrpcErrors.reasonOf(refused.getCause())).isEqualTo(reason);
        } catch (InterruptedException | TimeoutException unanswered) {
            throw new AssertionError("Not answered", unanswered);
        }
    }

    /** Without the generated base classes: Quarkus would take them for services of the application under test. */
    private List<ServerServiceDefinition> services() {
        return List.of(
                TouchServiceGrpc.bindService(new TouchServiceGrpc.AsyncService() {
                    @Override
                    public void recordTouches(
                            RecordTouchesRequest asked, StreamObserver<RecordTouchesResponse> answer) {
                        working.add(answer);
                    }
                }),
                FeedServiceGrpc.bindService(new FeedServiceGrpc.AsyncService() {
                    @Override
                    public void readFeed(ReadFeedRequest asked, StreamObserver<ReadFeedResponse> answer) {
                        waiting.add(answer);
                    }
                }),
                OperationsServiceGrpc.bindService(new OperationsServiceGrpc.AsyncService() {
                    @Override
                    public void getProgress(GetProgressRequest asked, StreamObserver<GetProgressResponse> answer) {
                        answer.onNext(GetProgressResponse.getDefaultInstance());
                        answer.onCompleted();
                    }
                }));
    }
}
