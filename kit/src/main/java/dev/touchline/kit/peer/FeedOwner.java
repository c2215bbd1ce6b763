package dev.touchline.kit.peer;

import com.google.protobuf.util.Durations;
import dev.touchline.feed.v1.FeedService;
import dev.touchline.feed.v1.ReadFeedRequest;
import dev.touchline.feed.v1.ReadFeedResponse;
import dev.touchline.kit.loop.Stopping;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;
import org.jboss.logging.Logger;

/** A peer whose feed is read: how it has answered lately, and whether it is left alone because of that. */
final class FeedOwner {

    private static final Logger LOG = Logger.getLogger(FeedOwner.class);
    private static final TypeLiteral<Uni<ReadFeedResponse>> ANSWER = new TypeLiteral<>() {};

    private final String name;
    private final PeerConfig config;
    private final TypedGuard<Uni<ReadFeedResponse>> places;
    private final TypedGuard<Uni<ReadFeedResponse>> circuit;
    private final Stopping stopping;
    private volatile CircuitBreakerState state = CircuitBreakerState.CLOSED;

    FeedOwner(String name, PeerConfig config, Stopping stopping) {
        this.name = name;
        this.config = config;
        this.stopping = stopping;
        // Two, one around the other: within one, a read that found no place here would be judged as an answer of the
        // owner.
        this.places = TypedGuard.create(ANSWER)
                .withDescription("reads of " + name)
                .withBulkhead()
                .limit(config.concurrent())
                .queueSize(1)
                .done()
                .build();
        this.circuit = TypedGuard.create(ANSWER)
                .withDescription("feed of " + name)
                .withCircuitBreaker()
                .requestVolumeThreshold(config.judged())
                .failureRatio(config.away())
                .delay(config.rest().toMillis(), ChronoUnit.MILLIS)
                .successThreshold(1)
                .when(this::isAway)
                .onStateChange(this::changed)
                .done()
                .build();
    }

    Uni<ReadFeedResponse> read(FeedService feed, ReadFeedRequest request) {
        return places.get(() -> circuit.get(() -> ask(feed, request)))
                .onFailure(BulkheadException.class)
                .transform(full -> unavailable(name + ": " + config.concurrent() + " reads are open (expected: fewer)"))
                .onFailure(FaultToleranceException.class)
                .transform(refused -> unavailable(name + " is left alone for a moment: " + refused.getMessage()));
    }

    /**
     * A poll may wait for its event as long as it asked for: that is no slowness. While it is open whether the owner is back,
     * nobody waits, because the others are refused until that read is answered. When this process stops the read ends here,
     * inside of the guard, which needs the container for its answer.
     */
    private Uni<ReadFeedResponse> ask(FeedService feed, ReadFeedRequest request) {
        if (stopping.begun()) {
            return Uni.createFrom().failure(FeedOwner::weStop);
        }
        ReadFeedRequest asked = state == CircuitBreakerState.CLOSED
                ? request
                : request.toBuilder().clearWait().build();
        Duration limit = config.margin().plusMillis(Durations.toMillis(asked.getWait()));
        Uni<ReadFeedResponse> answer =
                feed.readFeed(asked).ifNoItem().after(limit).failWith(() -> late(limit));
        return Uni.combine().any().of(answer, stopping.begins().map(now -> {
            throw weStop();
        }));
    }

    /** Whether a failure says that the owner does not answer. Whatever else it says, it is there. */
    private boolean isAway(Throwable failure) {
        Status.Code code = Status.fromThrowable(failure).getCode();
        return !stopping.begun() && (code == Status.Code.UNAVAILABLE || code == Status.Code.DEADLINE_EXCEEDED);
    }

    private void changed(CircuitBreakerState to) {
        state = to;
        if (to == CircuitBreakerState.OPEN) {
            LOG.infof("Peer does not answer and is left alone peer=%s rest=%s", name, config.rest());
        } else if (to == CircuitBreakerState.CLOSED) {
            LOG.infof("Peer answers again peer=%s", name);
        }
    }

    /** What a read ends with when this process stops. */
    private static StatusRuntimeException weStop() {
        return unavailable("This process stops");
    }

    private StatusRuntimeException late(Duration limit) {
        return Status.DEADLINE_EXCEEDED
                .withDescription(name + " did not answer within " + limit)
                .asRuntimeException();
    }

    private static StatusRuntimeException unavailable(String why) {
        return Status.UNAVAILABLE.withDescription(why).asRuntimeException();
    }
}
