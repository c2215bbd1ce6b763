package dev.touchline.kit.limit;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/**
 * Answers a call with DEADLINE_EXCEEDED a little before its caller gives up. A caller that gives up resets its stream; a
 * connection with 200 resets in half a minute, or with an answer to a stream that was reset, is closed for all who use it. What
 * is not answered in time is cancelled like a call whose caller has left.
 */
@GlobalInterceptor
@ApplicationScoped
public class CallDeadlines implements ServerInterceptor, Prioritized {

    /** Inside of what counts and measures calls, outside of what works. */
    private static final int PRIORITY = 9_000;

    private static final Metadata.Key<String> TIMEOUT =
            Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER);

    private static final Context.Key<Duration> GIVEN = Context.key("touchline-time-given");

    private final Alarm alarm;

    /**
     * How long the caller of the current call waits in all; empty: until there is an answer. To be asked for when the call begins.
     */
    public static Optional<Duration> timeGiven() {
        return Optional.ofNullable(GIVEN.get());
    }

    /** Does something later. */
    interface Alarm {

        /** Does it after a time, unless the answer is run before. */
        Runnable after(Duration time, Runnable what);
    }

    @Inject
    public CallDeadlines(Vertx vertx) {
        this((time, what) -> {
            long timer = vertx.setTimer(Math.max(1, time.toMillis()), fired -> what.run());
            return () -> vertx.cancelTimer(timer);
        });
    }

    CallDeadlines(Alarm alarm) {
        this.alarm = alarm;
    }

    @Override
    public int getPriority() {
        return PRIORITY;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        TimedCall<Q, A> timed = new TimedCall<>(call);
        Optional<Duration> timeout = Optional.ofNullable(headers.get(TIMEOUT)).flatMap(Timeout::parse);
        timed.listenWith(
                Contexts.interceptCall(Context.current().withValue(GIVEN, timeout.orElse(null)), timed, headers, next));
        timeout.ifPresent(given -> timed.endAt(alarm.after(Timeout.answeredAfter(given), timed::giveUp)));
        return timed.listener();
    }
}
