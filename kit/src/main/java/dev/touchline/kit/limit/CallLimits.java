package dev.touchline.kit.limit;

import dev.touchline.feed.v1.FeedServiceGrpc;
import dev.touchline.kit.error.GrpcErrors;
import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.loop.Stopping;
import dev.touchline.operations.v1.OperationsServiceGrpc;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.Prioritized;

/**
 * Takes on as many calls at once as were allowed, and none when the process stops. Reads of the feed are counted apart, as
 * most of them only wait; health and operations are not limited, as they are what one looks with when there is too much.
 */
@GlobalInterceptor
@ApplicationScoped
public class CallLimits implements ServerInterceptor, Prioritized {

    private static final int OUTERMOST = 10_000;

    private final Stopping stopping;
    private final Places calls;
    private final Places feedReads;

    public CallLimits(LimitConfig config, Stopping stopping) {
        this.stopping = stopping;
        this.calls = new Places("calls at once", config.calls());
        this.feedReads = new Places("reads of the feed at once", config.feedReads());
    }

    @Override
    public int getPriority() {
        return OUTERMOST;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String service = call.getMethodDescriptor().getServiceName();
        if (service == null || service.startsWith("grpc.") || service.equals(OperationsServiceGrpc.SERVICE_NAME)) {
            return next.startCall(call, headers);
        }
        if (stopping.begun()) {
            return refuse(call, Stopping.refusal());
        }
        Places places = service.equals(FeedServiceGrpc.SERVICE_NAME) ? feedReads : calls;
        Place place = places.take();
        return place == null ? refuse(call, places.full()) : start(call, headers, next, place);
    }

    private static <Q, A> ServerCall.Listener<Q> start(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next, Place place) {
        try {
            return new Counted<>(next.startCall(new Closing<>(call, place), headers), place);
        } catch (RuntimeException failed) {
            place.leave();
            throw failed;
        }
    }

    private static <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, Rejection why) {
        StatusRuntimeException status = GrpcErrors.render(why);
        call.close(status.getStatus(), status.getTrailers());
        return new ServerCall.Listener<>() {};
    }

    /** Gives the place back when the call is answered. */
    private static final class Closing<Q, A> extends SimpleForwardingServerCall<Q, A> {

        private final Place place;

        Closing(ServerCall<Q, A> call, Place place) {
            super(call);
            this.place = place;
        }

        @Override
        public void close(Status status, Metadata trailers) {
            place.leave();
            super.close(status, trailers);
        }
    }

    /** Gives the place back when the caller has gone. */
    private static final class Counted<Q> extends SimpleForwardingServerCallListener<Q> {

        private final Place place;

        Counted(ServerCall.Listener<Q> listener, Place place) {
            super(listener);
            this.place = place;
        }

        @Override
        public void onCancel() {
            place.leave();
            super.onCancel();
        }

        @Override
        public void onComplete() {
            place.leave();
            super.onComplete();
        }
    }
}
