package dev.touchline.kit.telemetry;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.Prioritized;

/** Measures every call that this service answers: the outermost interceptor, so that it sees what the caller sees. */
@GlobalInterceptor
@ApplicationScoped
public class ServerDurations implements ServerInterceptor, Prioritized {

    private final TelemetrySwitch telemetry;
    private final RpcDurations durations;

    public ServerDurations(TelemetrySwitch telemetry, OpenTelemetry openTelemetry) {
        this.telemetry = telemetry;
        this.durations =
                new RpcDurations(openTelemetry, "rpc.server.call.duration", "Duration of calls that were answered");
    }

    @Override
    public int getPriority() {
        return Integer.MAX_VALUE;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (!telemetry.on()) {
            return next.startCall(call, headers);
        }
        RpcDurations.Call timed = durations.begin(call.getMethodDescriptor());
        ServerCall<Q, A> watched = new SimpleForwardingServerCall<>(call) {
            @Override
            public void close(Status status, Metadata trailers) {
                timed.end(status.getCode());
                super.close(status, trailers);
            }
        };
        return new SimpleForwardingServerCallListener<>(next.startCall(watched, headers)) {
            @Override
            public void onCancel() {
                timed.end(Status.Code.CANCELLED);
                super.onCancel();
            }
        };
    }
}
