package dev.touchline.kit.telemetry;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;

/** Measures every call of this service to a peer, as long as the caller waited. */
@GlobalInterceptor
@ApplicationScoped
public class ClientDurations implements ClientInterceptor {

    private final TelemetrySwitch telemetry;
    private final RpcDurations durations;

    public ClientDurations(TelemetrySwitch telemetry, OpenTelemetry openTelemetry) {
        this.telemetry = telemetry;
        this.durations = new RpcDurations(openTelemetry, "rpc.client.call.duration", "Duration of calls to peers");
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        ClientCall<Q, A> call = next.newCall(method, options);
        return telemetry.on() ? new Timed<>(call, durations.begin(method)) : call;
    }

    private static final class Timed<Q, A> extends SimpleForwardingClientCall<Q, A> {

        private final RpcDurations.Call timed;

        Timed(ClientCall<Q, A> call, RpcDurations.Call timed) {
            super(call);
            this.timed = timed;
        }

        @Override
        public void start(Listener<A> listener, Metadata headers) {
            super.start(
                    new SimpleForwardingClientCallListener<>(listener) {
                        @Override
                        public void onClose(Status status, Metadata trailers) {
                            timed.end(status.getCode());
                            super.onClose(status, trailers);
                        }
                    },
                    headers);
        }
    }
}
