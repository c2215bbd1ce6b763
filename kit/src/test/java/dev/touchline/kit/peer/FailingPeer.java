package dev.touchline.kit.peer;

import com.google.protobuf.util.Durations;
import dev.touchline.feed.v1.FeedService;
import dev.touchline.feed.v1.FeedServiceClient;
import dev.touchline.feed.v1.FeedServiceGrpc;
import dev.touchline.feed.v1.ReadFeedRequest;
import dev.touchline.feed.v1.ReadFeedResponse;
import dev.touchline.kit.error.GrpcErrors;
import dev.touchline.kit.error.Rejection;
import dev.touchline.type.v1.ErrorReason;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A real gRPC server that owns a feed and answers as it is told: after the wait, never, or with a failure. It does not extend
 * the generated base class: Quarkus takes whatever does for the service of the application under test.
 */
final class FailingPeer implements AutoCloseable {

    /** What the peer does with a read. */
    enum Mood {
        ANSWERS,
        IS_SILENT,
        IS_AWAY,
        HAS_RESTARTED
    }

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<ReadFeedRequest> asked = new CopyOnWriteArrayList<>();
    private final Server server;
    private final ManagedChannel channel;
    private volatile Mood mood = Mood.ANSWERS;

    FailingPeer() throws IOException {
        server = NettyServerBuilder.forPort(0).addService(service()).build().start();
        channel = NettyChannelBuilder.forAddress("localhost", server.getPort())
                .usePlaintext()
                .build();
    }

    private ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(FeedServiceGrpc.getServiceDescriptor())
                .addMethod(FeedServiceGrpc.getReadFeedMethod(), ServerCalls.asyncUnaryCall(this::readFeed))
                .build();
    }

    FeedService feed() {
        return new FeedServiceClient("peer", channel, (name, stub) -> stub);
    }

    void is(Mood now) {
        mood = now;
    }

    /** The reads that reached it. */
    List<ReadFeedRequest> asked() {
        return asked;
    }

    private void readFeed(ReadFeedRequest request, StreamObserver<ReadFeedResponse> answer) {
        asked.add(request);
        switch (mood) {
            case ANSWERS ->
                timer.schedule(() -> answer(answer), Durations.toMillis(request.getWait()), TimeUnit.MILLISECONDS);
            case IS_SILENT -> {}
            case IS_AWAY -> answer.onError(Status.UNAVAILABLE.asRuntimeException());
            case HAS_RESTARTED ->
                answer.onError(GrpcErrors.render(new Rejection(
                        Status.Code.FAILED_PRECONDITION,
                        ErrorReason.ERROR_REASON_FEED_RESTARTED,
                        "another epoch",
                        Map.of())));
        }
    }

    private static void answer(StreamObserver<ReadFeedResponse> answer) {
        answer.onNext(ReadFeedResponse.getDefaultInstance());
        answer.onCompleted();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
        timer.shutdownNow();
    }
}
