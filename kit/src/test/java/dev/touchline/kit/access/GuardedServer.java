package dev.touchline.kit.access;

import com.google.protobuf.Message;
import dev.touchline.kit.error.GrpcErrors;
import dev.touchline.kit.error.Rejection;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.Server;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Every call of the contracts on a real gRPC server behind the interceptor; each answers what the test told it to. */
final class GuardedServer implements AutoCloseable {

    private static final String NAME = "guarded";

    private final TokenMaker issuer = new TokenMaker("k1");
    private final Map<String, Message> answers = new ConcurrentHashMap<>();
    private final Map<String, Rejection> refusals = new ConcurrentHashMap<>();
    private final AtomicInteger served = new AtomicInteger();
    private final Counted counted = new Counted();
    private final Server server;
    private final ManagedChannel channel;

    GuardedServer(Collection<ServiceDescriptor> services) throws IOException {
        Tokens tokens = new Tokens("touchline", "touchline", () -> List.of(issuer.key), Clock.systemUTC());
        AccessConfig enforced = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(AccessConfig.class)
                .build()
                .getConfigMapping(AccessConfig.class);
        AccessInterceptor access =
                new AccessInterceptor(enforced, new Callers(tokens, Set.of()), new AuditLog(counted.meter()));
        InProcessServerBuilder builder = InProcessServerBuilder.forName(NAME).directExecutor();
        services.forEach(service -> builder.addService(ServerInterceptors.intercept(definition(service), access)));
        server = builder.build().start();
        channel = InProcessChannelBuilder.forName(NAME).directExecutor().build();
    }

    /** What a call shall answer from now on; before, the empty message. */
    void answer(MethodDescriptor<?, ?> method, Message answer) {
        answers.put(method.getFullMethodName(), answer);
    }

    /** How a call shall be refused by its service from now on. */
    void refuse(MethodDescriptor<?, ?> method, Rejection refusal) {
        refusals.put(method.getFullMethodName(), refusal);
    }

    /** What a counter of the audit log has counted. */
    long counted(String counter) {
        return counted.sum(counter);
    }

    /** How many requests have reached a service. */
    int served() {
        return served.get();
    }

    /** Makes a call with a token of this role and scope; null: without any. */
    <A> A call(MethodDescriptor<?, A> method, Message request, Caller as) {
        MethodDescriptor<Message, A> typed = typed(method);
        return ClientCalls.blockingUnaryCall(
                ClientInterceptors.intercept(channel, credentials(as)), typed, CallOptions.DEFAULT, request);
    }

    /** The channel, with a token of this role and scope. */
    Channel channel(Caller as) {
        return ClientInterceptors.intercept(channel, credentials(as));
    }

    private ClientInterceptor credentials(Caller as) {
        Metadata headers = new Metadata();
        Optional.ofNullable(as).ifPresent(caller -> headers.put(Callers.AUTHORIZATION, "Bearer " + token(caller)));
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }

    private String token(Caller caller) {
        return issuer.sign(TokenMaker.claims(
                caller.role(),
                Clock.systemUTC().instant().plus(Duration.ofHours(1)),
                List.copyOf(caller.stores()),
                List.copyOf(caller.brands())));
    }

    @SuppressWarnings("unchecked")
    private static <A> MethodDescriptor<Message, A> typed(MethodDescriptor<?, A> method) {
        return (MethodDescriptor<Message, A>) method;
    }

    private ServerServiceDefinition definition(ServiceDescriptor service) {
        ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(service);
        service.getMethods().forEach(method -> add(definition, typed(method)));
        return definition.build();
    }

    private <A> void add(ServerServiceDefinition.Builder definition, MethodDescriptor<Message, A> method) {
        ServerCallHandler<Message, A> handler = method.getType().clientSendsOneMessage()
                ? ServerCalls.asyncUnaryCall((Message request, StreamObserver<A> answer) -> {
                    Rejection refusal = refusals.get(method.getFullMethodName());
                    if (refusal != null) {
                        answer.onError(GrpcErrors.render(refusal));
                        return;
                    }
                    serve(method, answer);
                    answer.onCompleted();
                })
                : ServerCalls.asyncBidiStreamingCall((StreamObserver<A> answer) -> requests(method, answer));
        definition.addMethod(method, handler);
    }

    private <A> StreamObserver<Message> requests(MethodDescriptor<Message, A> method, StreamObserver<A> answer) {
        return new StreamObserver<>() {
            @Override
            public void onNext(Message request) {
                serve(method, answer);
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onCompleted() {
                answer.onCompleted();
            }
        };
    }

    @SuppressWarnings("unchecked")
    private <A> void serve(MethodDescriptor<Message, A> method, StreamObserver<A> observer) {
        served.incrementAndGet();
        PrototypeMarshaller<A> marshaller = (PrototypeMarshaller<A>) method.getResponseMarshaller();
        Message answer = answers.get(method.getFullMethodName());
        observer.onNext(answer == null ? marshaller.getMessagePrototype() : (A) answer);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }
}
