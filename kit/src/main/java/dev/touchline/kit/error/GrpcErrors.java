package dev.touchline.kit.error;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import dev.touchline.type.v1.ErrorReason;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCall.Listener;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.grpc.ExceptionHandler;
import io.quarkus.grpc.ExceptionHandlerProvider;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Renders every failure of a call as {@code google.rpc.Status} with exactly one {@code ErrorInfo}. What nobody expected is
 * logged with its stack and answered INTERNAL without detail.
 */
@ApplicationScoped
public class GrpcErrors implements ExceptionHandlerProvider {

    private static final Logger LOG = Logger.getLogger(GrpcErrors.class);
    private static final String DOMAIN = "touchline.dev";
    private static final String PREFIX = "ERROR_REASON_";

    @Override
    public <Q, A> ExceptionHandler<Q, A> createHandler(Listener<Q> listener, ServerCall<Q, A> call, Metadata metadata) {
        return new ExceptionHandler<>(listener, call, metadata) {
            @Override
            protected void handleException(Throwable thrown, ServerCall<Q, A> failed, Metadata headers) {
                StatusRuntimeException error = (StatusRuntimeException) transform(thrown);
                Metadata trailers = error.getTrailers();
                failed.close(error.getStatus(), trailers == null ? new Metadata() : trailers);
            }
        };
    }

    @Override
    public Throwable transform(Throwable thrown) {
        return render(thrown);
    }

    /** The status that a client gets for a failure. */
    public static StatusRuntimeException render(Throwable thrown) {
        if (thrown instanceof Rejection rejection) {
            return status(rejection);
        }
        if (thrown instanceof StatusRuntimeException status) {
            return status;
        }
        if (thrown instanceof StatusException status) {
            return status.getStatus().asRuntimeException(status.getTrailers());
        }
        if (DatabaseAway.isIn(thrown)) {
            LOG.warnf("PostgreSQL does not answer cause=%s", thrown);
            return status(new Rejection(
                    Status.Code.UNAVAILABLE,
                    ErrorReason.ERROR_REASON_PEER_UNAVAILABLE,
                    "PostgreSQL does not answer; nothing was acknowledged, try again",
                    Map.of("service", "postgresql")));
        }
        if (DatabaseFull.isIn(thrown)) {
            LOG.warnf("Too many wait for PostgreSQL cause=%s", thrown);
            return status(Rejection.exhausted(
                    ErrorReason.ERROR_REASON_OVERLOADED,
                    "calls that wait for PostgreSQL",
                    "too many, or too long",
                    "fewer at once; nothing was acknowledged, try again later"));
        }
        LOG.error("Call failed unexpectedly", thrown);
        return status(new Rejection(
                Status.Code.INTERNAL,
                ErrorReason.ERROR_REASON_INTERNAL,
                "Internal error; the log of the service says more",
                Map.of()));
    }

    /** The reason of a failed call, or unspecified if it carries none. */
    public static ErrorReason reasonOf(Throwable thrown) {
        com.google.rpc.Status status = StatusProto.fromThrowable(thrown);
        if (status == null) {
            return ErrorReason.ERROR_REASON_UNSPECIFIED;
        }
        for (Any detail : status.getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                return reason(detail);
            }
        }
        return ErrorReason.ERROR_REASON_UNSPECIFIED;
    }

    private static ErrorReason reason(Any detail) {
        try {
            return ErrorReason.valueOf(PREFIX + detail.unpack(ErrorInfo.class).getReason());
        } catch (com.google.protobuf.InvalidProtocolBufferException | IllegalArgumentException unknown) {
            return ErrorReason.ERROR_REASON_UNSPECIFIED;
        }
    }

    private static StatusRuntimeException status(Rejection rejection) {
        ErrorInfo info = ErrorInfo.newBuilder()
                .setDomain(DOMAIN)
                .setReason(rejection.reason().name().substring(PREFIX.length()))
                .putAllMetadata(rejection.metadata())
                .build();
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(rejection.code().value())
                .setMessage(rejection.getMessage())
                .addDetails(Any.pack(info))
                .build());
    }
}
