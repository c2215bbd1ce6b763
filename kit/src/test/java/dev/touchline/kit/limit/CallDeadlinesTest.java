package dev.touchline.kit.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.ListenableFuture;
import dev.touchline.kit.error.GrpcErrors;
import dev.touchline.touch.v1.RecordTouchesRequest;
import dev.touchline.touch.v1.RecordTouchesResponse;
import dev.touchline.touch.v1.TouchServiceGrpc;
import dev.touchline.touch.v1.TouchServiceGrpc.TouchServiceFutureStub;
import dev.touchline.type.v1.ErrorReason;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real server whose calls last until the test answers them, and whose alarms ring when the test says so. */
class CallDeadlinesTest {

    private static final Duration FAR = Duration.ofMinutes(10);

    private final List<StreamObserver<RecordTouchesResponse>> working = new CopyOnWriteArrayList<>();
    private final List<Optional<Duration>> given = new CopyOnWriteArrayList<>();
    private final List<Runnable> alarms = new CopyOnWriteArrayList<>();
    private final List<Duration> times = new CopyOnWriteArrayList<>();
    private final AtomicInteger cancelledAlarms = new AtomicInteger();
    private final AtomicInteger cancelledCalls = new AtomicInteger();
    private Server server;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        server = NettyServerBuilder.forPort(0)
                .intercept(new CallDeadlines(this::alarm))
                // Without the generated base class: Quarkus would take it for a service of the application under test.
                .addService(TouchServiceGrpc.bindService(new TouchServiceGrpc.AsyncService() {
                    @Override
                    public void recordTouches(
                            RecordTouchesRequest asked, StreamObserver<RecordTouchesResponse> answer) {
                        ((ServerCallStreamObserver<RecordTouchesResponse>) answer)
                                .setOnCancelHandler(cancelledCalls::incrementAndGet);
                        given.add(CallDeadlines.timeGiven());
                        working.add(answer);
                    }
                }))
                .build()
                .start();
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
    void aCallThatIsNotAnsweredInTime_isAnsweredByTheServerBeforeItsCallerGivesUp() {
        ListenableFuture<RecordTouchesResponse> call = call(FAR);
        await().until(() -> working.size() == 1 && alarms.size() == 1);

        alarms.get(0).run();

        assertGivenUp(call);
        assertThat(times.get(0)).isLessThan(FAR).isGreaterThan(FAR.minusMinutes(1));
        assertThat(cancelledCalls).hasValue(1);
    }

    @Test
    void theTimeThatACallWasGiven_isKnownWhileItBegins() {
        call(FAR);
        await().until(() -> given.size() == 1);
        TouchServiceGrpc.newFutureStub(channel).recordTouches(RecordTouchesRequest.getDefaultInstance());
        await().until(() -> given.size() == 2);

        assertThat(given.get(0)).hasValueSatisfying(time -> assertThat(time).isBetween(FAR.minusMinutes(1), FAR));
        assertThat(given.get(1)).isEmpty();
    }

    @Test
    void anAnswerThatIsTooLate_reachesNobody() {
        ListenableFuture<RecordTouchesResponse> call = call(FAR);
        await().until(() -> working.size() == 1 && alarms.size() == 1);
        alarms.get(0).run();

        working.get(0).onNext(RecordTouchesResponse.getDefaultInstance());
        working.get(0).onCompleted();

        assertGivenUp(call);
    }

    @Test
    void aCallThatIsAnsweredInTime_keepsItsAnswerAndNoAlarm() throws Exception {
        ListenableFuture<RecordTouchesResponse> call = call(FAR);
        await().until(() -> working.size() == 1 && alarms.size() == 1);

        working.get(0).onNext(RecordTouchesResponse.getDefaultInstance());
        working.get(0).onCompleted();
        alarms.get(0).run();

        assertThat(call.get(5, TimeUnit.SECONDS)).isNotNull();
        await().until(() -> cancelledAlarms.get() == 1);
        assertThat(cancelledCalls).hasValue(0);
    }

    @Test
    void anAlarmInTheMiddleOfAnAnswer_isTooLate() throws Exception {
        ListenableFuture<RecordTouchesResponse> call = call(FAR);
        await().until(() -> working.size() == 1 && alarms.size() == 1);

        working.get(0).onNext(RecordTouchesResponse.getDefaultInstance());
        alarms.get(0).run();
        working.get(0).onCompleted();

        assertThat(call.get(5, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void aCallerThatLeaves_leavesNoAlarm() {
        ListenableFuture<RecordTouchesResponse> call = call(FAR);
        await().until(() -> working.size() == 1 && alarms.size() == 1);

        call.cancel(true);

        await().until(() -> cancelledAlarms.get() == 1 && cancelledCalls.get() == 1);
    }

    @Test
    void aCallWithoutADeadline_hasNoAlarm() throws Exception {
        ListenableFuture<RecordTouchesResponse> call =
                TouchServiceGrpc.newFutureStub(channel).recordTouches(RecordTouchesRequest.getDefaultInstance());
        await().until(() -> working.size() == 1);

        working.get(0).onNext(RecordTouchesResponse.getDefaultInstance());
        working.get(0).onCompleted();

        assertThat(call.get(5, TimeUnit.SECONDS)).isNotNull();
        assertThat(alarms).isEmpty();
    }

    private Runnable alarm(Duration time, Runnable what) {
        times.add(time);
        alarms.add(what);
        return cancelledAlarms::incrementAndGet;
    }

    private ListenableFuture<RecordTouchesResponse> call(Duration deadline) {
        TouchServiceFutureStub stub =
                TouchServiceGrpc.newFutureStub(channel).withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
        return stub.recordTouches(RecordTouchesRequest.getDefaultInstance());
    }

    private static void assertGivenUp(ListenableFuture<?> call) {
        try {
            call.get(5, TimeUnit.SECONDS);
            throw new AssertionError("Answered");
        } catch (ExecutionException late) {
            assertThat(Status.fromThrowable(late).getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
            assertThat(GrpcErrors.reasonOf(late.getCause())).isEqualTo(ErrorReason.ERROR_REASON_OVERLOADED);
        } catch (InterruptedException | TimeoutException unanswered) {
            throw new AssertionError("Not answered", unanswered);
        }
    }
}
