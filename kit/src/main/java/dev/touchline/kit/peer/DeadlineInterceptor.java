package dev.touchline.kit.peer;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Gives every call to a peer a deadline. Not by {@code quarkus.grpc.clients.….deadline}: that one is counted from the
 * moment the client is made, so that every call fails once it has passed.
 */
@GlobalInterceptor
@ApplicationScoped
public class DeadlineInterceptor implements ClientInterceptor {

    private final Duration deadline;

    public DeadlineInterceptor(
            @ConfigProperty(name = "touchline.peers.deadline", defaultValue = "30s") Duration deadline) {
        this.deadline = deadline;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        boolean bounded = options.getDeadline() != null || !method.getType().clientSendsOneMessage();
        CallOptions withDeadline =
                bounded ? options : options.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
        return next.newCall(method, withDeadline);
    }
}
