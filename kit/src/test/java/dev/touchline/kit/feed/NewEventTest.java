package dev.touchline.kit.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.feed.v1.FeedEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Test;

class NewEventTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    @Test
    void event_carriesTheTraceOfWhatCausedIt() {
        SpanContext caller = SpanContext.create(TRACE, SPAN, TraceFlags.getSampled(), TraceState.getDefault());
        try (Scope scope = Span.wrap(caller).makeCurrent()) {
            assertThat(scope).isNotNull();
            assertThat(NewEvent.of("key", 1, FeedEvent.getDefaultInstance()).traceparent())
                    .isEqualTo("00-" + TRACE + "-" + SPAN + "-01");
        }
    }

    @Test
    void event_withoutATrace_carriesNone() {
        assertThat(NewEvent.of("key", 1, FeedEvent.getDefaultInstance()).traceparent())
                .isEmpty();
    }
}
