package dev.touchline.cli.peer;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.stub.AbstractStub;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Channels to the services, opened when they are first needed, and the one way in which they are called. */
public final class Connections implements AutoCloseable {
    private static final int MAX_ANSWER_BYTES = 64 << 20;

    private final Peers peers;
    private final Identity identity;
    private final Patience patience;
    private final Map<Service, ManagedChannel> channels = new EnumMap<>(Service.class);

    /** Connections to {@code peers} as {@code identity}, that retry as {@code patience} allows. */
    public Connections(Peers peers, Identity identity, Patience patience) {
        this.peers = peers;
        this.identity = identity;
        this.patience = patience;
    }

    /** Where the services are. */
    public Peers peers() {
        return peers;
    }

    /** How long calls are retried. */
    public Patience patience() {
        return patience;
    }

    /** The channel to a service. */
    public synchronized ManagedChannel channel(Service service) {
        return channels.computeIfAbsent(service, this::open);
    }

    private ManagedChannel open(Service service) {
        Address address = peers.of(service);
        return Grpc.newChannelBuilderForAddress(address.host(), address.port(), identity.credentials(address))
                .maxInboundMessageSize(MAX_ANSWER_BYTES)
                .build();
    }

    /**
     * Calls a service with the usual deadline; retries while it is unavailable. Only for calls that may be repeated, which
     * all calls of Touchline may.
     *
     * @param stub makes the blocking stub, e.g. {@code MemberServiceGrpc::newBlockingStub}
     */
    public <S extends AbstractStub<S>, A> A call(
            Service service, Function<? super io.grpc.Channel, S> stub, Function<S, A> call) {
        S made = stub.apply(channel(service));
        return patience.call(
                service + " at " + peers.of(service),
                () -> call.apply(made.withDeadlineAfter(patience.deadline().toMillis(), TimeUnit.MILLISECONDS)));
    }

    @Override
    public synchronized void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
        channels.clear();
    }
}
