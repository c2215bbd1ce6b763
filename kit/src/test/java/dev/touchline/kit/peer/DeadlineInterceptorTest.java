package dev.touchline.kit.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.feed.v1.FeedServiceGrpc;
import dev.touchline.order.v1.OrderIngestServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DeadlineInterceptorTest {

    private final DeadlineInterceptor interceptor = new DeadlineInterceptor(Duration.ofSeconds(30));

    @Test
    void everyCall_getsItsOwnDeadline() {
        assertThat(optionsOf(FeedServiceGrpc.getReadFeedMethod(), CallOptions.DEFAULT)
                        .getDeadline()
                        .timeRemaining(TimeUnit.SECONDS))
                .isBetween(25L, 30L);
    }

    @Test
    void aCallWithItsOwnDeadline_keepsIt() {
        CallOptions own = CallOptions.DEFAULT.withDeadlineAfter(5, TimeUnit.MINUTES);

        assertThat(optionsOf(FeedServiceGrpc.getReadFeedMethod(), own).getDeadline())
                .isEqualTo(own.getDeadline());
    }

    @Test
    void aStream_livesAsLongAsItsSender() {
        assertThat(optionsOf(OrderIngestServiceGrpc.getStreamDocumentsMethod(), CallOptions.DEFAULT)
                        .getDeadline())
                .isNull();
    }

    private <Q, A> CallOptions optionsOf(MethodDescriptor<Q, A> method, CallOptions options) {
        AtomicReference<CallOptions> seen = new AtomicReference<>();
        Channel channel = new Channel() {
            @Override
            public <X, Y> ClientCall<X, Y> newCall(MethodDescriptor<X, Y> called, CallOptions used) {
                seen.set(used);
                return null;
            }

            @Override
            public String authority() {
                return "nowhere";
            }
        };
        interceptor.interceptCall(method, options, channel);
        return seen.get();
    }
}
