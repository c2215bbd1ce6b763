package dev.touchline.kit.limit;

import com.google.protobuf.MessageLite;
import dev.touchline.kit.error.GrpcErrors;
import dev.touchline.kit.error.Rejection;
import dev.touchline.type.v1.ErrorReason;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.Prioritized;

/** Gives a large answer only while there is room for it among those that nobody has taken yet; small ones always. */
@GlobalInterceptor
@ApplicationScoped
public class AnswerLimits implements ServerInterceptor, Prioritized {

    /** Directly inside of what counts calls. */
    private static final int PRIORITY = 9_500;

    private static final int SMALL = 64 << 10;

    private final UnreadAnswers unread;

    public AnswerLimits(UnreadAnswers unread) {
        this.unread = unread;
    }

    @Override
    public int getPriority() {
        return PRIORITY;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        return next.startCall(new Fitting<>(call, unread), headers);
    }

    /** Ends with RESOURCE_EXHAUSTED instead of an answer that has no room. */
    private static final class Fitting<Q, A> extends SimpleForwardingServerCall<Q, A> {

        private final UnreadAnswers unread;
        private volatile boolean refused;

        Fitting(ServerCall<Q, A> call, UnreadAnswers unread) {
            super(call);
            this.unread = unread;
        }

        @Override
        public void sendMessage(A answer) {
            int size = answer instanceof MessageLite message ? message.getSerializedSize() : 0;
            if (refused) {
                return;
            }
            if (size > SMALL && !unread.hasRoomFor(size)) {
                refused = true;
                StatusRuntimeException full = GrpcErrors.render(Rejection.exhausted(
                        ErrorReason.ERROR_REASON_OVERLOADED,
                        "answers that nobody has taken",
                        "too many bytes",
                        "readers that read; try again later"));
                super.close(full.getStatus(), full.getTrailers());
                return;
            }
            super.sendMessage(answer);
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (!refused) {
                super.close(status, trailers);
            }
        }
    }
}
