package dev.touchline.order.intake;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BooleanSupplier;

/** Lets a streaming call ask whether its answers are on their way or pile up, because the client does not read them. */
@ApplicationScoped
public class Outbound implements ServerInterceptor {

    private static final Context.Key<ServerCall<?, ?>> CALL = Context.key("touchline.call");

    /** Whether the answers of the current call leave; to be asked for when the call begins. */
    public static BooleanSupplier ofCurrentCall() {
        ServerCall<?, ?> call = CALL.get();
        if (call == null) {
            throw new IllegalStateException("No call here: the interceptor is missing");
        }
        return call::isReady;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        return Contexts.interceptCall(Context.current().withValue(CALL, call), call, headers, next);
    }
}
