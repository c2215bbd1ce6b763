package dev.touchline.cli.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final Patience patience = new Patience(Duration.ofSeconds(1), Duration.ofMillis(800));
    private final AtomicInteger attempts = new AtomicInteger();

    private Object fail(Status status) {
        attempts.incrementAndGet();
        throw status.asRuntimeException();
    }

    @Test
    void unavailableService_isAskedAgainUntilPatienceEnds() {
        assertThatThrownBy(() -> patience.call("x at h:1", () -> fail(Status.UNAVAILABLE)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.UNAVAILABLE))
                .hasMessageContaining("x at h:1 does not answer");
        assertThat(attempts.get()).isBetween(3, 4);
    }

    @Test
    void refusedCall_isNotRepeated() {
        assertThatThrownBy(() -> patience.call("x", () -> fail(Status.NOT_FOUND.withDescription("order"))))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.REFUSED))
                .hasMessage("x: NOT_FOUND: order");
        assertThat(attempts.get()).isEqualTo(1);
    }

    @Test
    void reason_isShownWithTheMessage() {
        RuntimeException refused = StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(Code.INVALID_ARGUMENT_VALUE)
                .setMessage("page_size: -3 (expected: 0..1000)")
                .addDetails(Any.pack(
                        ErrorInfo.newBuilder().setReason("FIELD_OUT_OF_RANGE").build()))
                .build());

        assertThatThrownBy(() -> patience.call("x", () -> {
                    throw refused;
                }))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage("x: INVALID_ARGUMENT: page_size: -3 (expected: 0..1000) [FIELD_OUT_OF_RANGE]");
    }
}
