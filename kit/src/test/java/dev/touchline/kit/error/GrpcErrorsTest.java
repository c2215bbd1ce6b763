package dev.touchline.kit.error;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.touchline.type.v1.ErrorReason;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.vertx.pgclient.PgException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrpcErrorsTest {

    @Test
    void rejection_isRenderedWithItsReasonGotAndExpected() {
        StatusRuntimeException error = GrpcErrors.render(
                Rejection.field(ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, "page_size", -3, "0..1000"));

        assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(error.getStatus().getDescription()).isEqualTo("page_size: -3 (expected: 0..1000)");
        assertThat(GrpcErrors.reasonOf(error)).isEqualTo(ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE);
    }

    @Test
    void everyReason_survivesTheWire() {
        for (ErrorReason reason : ErrorReason.values()) {
            if (reason != ErrorReason.UNRECOGNIZED) {
                Rejection rejection = new Rejection(Status.Code.ABORTED, reason, "message", Map.of("k", "v"));
                assertThat(GrpcErrors.reasonOf(GrpcErrors.render(rejection))).isEqualTo(reason);
            }
        }
    }

    @Test
    void unexpectedFailure_tellsNothingToTheClient() {
        StatusRuntimeException error = GrpcErrors.render(new IllegalStateException("SELECT secret FROM table"));

        assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(error.getStatus().getDescription()).doesNotContain("secret");
    }

    @Test
    void databaseThatIsAway_isUnavailableSoThatClientsTryAgain() {
        for (Throwable away : new Throwable[] {
            new java.net.ConnectException("Connection refused: localhost:5432"),
            new IllegalStateException(new java.io.IOException("Connection reset by peer")),
            new io.vertx.core.VertxException("Connection is not active now, current status: CLOSING"),
            new PgException("the database system is starting up", "FATAL", "57P03", null)
        }) {
            StatusRuntimeException error = GrpcErrors.render(away);

            assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(GrpcErrors.reasonOf(error)).isEqualTo(ErrorReason.ERROR_REASON_PEER_UNAVAILABLE);
        }
    }

    // Seen to fail while every IOException was the database's.
    @Test
    void storedMessageThatCannotBeRead_isInternalAndNoDatabaseThatIsAway() {
        StatusRuntimeException error = GrpcErrors.render(new IllegalStateException(
                "A stored document cannot be read", new InvalidProtocolBufferException("truncated")));

        assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
    }

    @Test
    void databaseThatFindsSomethingWrong_isInternal() {
        StatusRuntimeException error = GrpcErrors.render(new PgException("division by zero", "ERROR", "22012", null));

        assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
    }
}
