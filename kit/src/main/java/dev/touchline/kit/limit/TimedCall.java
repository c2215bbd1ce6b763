package dev.touchline.kit.limit;

import dev.touchline.kit.error.GrpcErrors;
import dev.touchline.kit.error.Rejection;
import dev.touchline.type.v1.ErrorReason;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Map;

/**
 * A call that is given up unless it is answered in time. Then the service is told that its caller has left. What a service says
 * to a caller that has left reaches nobody: the framework would take it for an error of the whole connection.
 */
final class TimedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {

    private ServerCall.Listener<Q> service;
    private Runnable cancelAlarm;
    private boolean answered;
    private boolean givenUp;

    TimedCall(ServerCall<Q, A> call) {
        super(call);
    }

    synchronized void listenWith(ServerCall.Listener<Q> listener) {
        service = listener;
    }

    /** Takes what stops the alarm. */
    void endAt(Runnable cancel) {
        synchronized (this) {
            if (!answered) {
                cancelAlarm = cancel;
                return;
            }
        }
        cancel.run();
    }

    void giveUp() {
        synchronized (this) {
            if (answered) {
                return;
            }
            answered = true;
            givenUp = true;
            StatusRuntimeException late = GrpcErrors.render(new Rejection(
                    Status.Code.DEADLINE_EXCEEDED,
                    ErrorReason.ERROR_REASON_OVERLOADED,
                    "The service could not answer before the deadline; what it has not acknowledged, send again",
                    Map.of()));
            super.close(late.getStatus(), late.getTrailers());
        }
        service.onCancel();
    }

    @Override
    public synchronized void sendHeaders(Metadata headers) {
        if (!givenUp) {
            super.sendHeaders(headers);
        }
    }

    @Override
    public synchronized void sendMessage(A message) {
        if (!givenUp) {
            answered |= getMethodDescriptor().getType().serverSendsOneMessage();
            super.sendMessage(message);
        }
    }

    @Override
    public void close(Status status, Metadata trailers) {
        synchronized (this) {
            if (givenUp) {
                return;
            }
            super.close(status, trailers);
        }
        ended();
    }

    @Override
    public synchronized boolean isCancelled() {
        return givenUp || super.isCancelled();
    }

    private void ended() {
        Runnable cancel;
        synchronized (this) {
            answered = true;
            cancel = cancelAlarm;
            cancelAlarm = null;
        }
        if (cancel != null) {
            cancel.run();
        }
    }

    private synchronized boolean isGivenUp() {
        return givenUp;
    }

    /** The caller has left; answers whether that is news. */
    private synchronized boolean leave() {
        boolean news = !givenUp;
        givenUp = true;
        return news;
    }

    /** What the caller does, for the service; nothing any more once the call was given up. */
    ServerCall.Listener<Q> listener() {
        return new SimpleForwardingServerCallListener<>(service) {
            @Override
            public void onMessage(Q request) {
                if (!isGivenUp()) {
                    super.onMessage(request);
                }
            }

            @Override
            public void onHalfClose() {
                if (!isGivenUp()) {
                    super.onHalfClose();
                }
            }

            @Override
            public void onReady() {
                if (!isGivenUp()) {
                    super.onReady();
                }
            }

            @Override
            public void onCancel() {
                ended();
                if (leave()) {
                    super.onCancel();
                }
            }

            @Override
            public void onComplete() {
                ended();
                if (!isGivenUp()) {
                    super.onComplete();
                }
            }
        };
    }
}
