package dev.touchline.kit.telemetry;

import dev.touchline.kit.feed.NewEvent;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Continues the traces that facts carry with them: work on a batch is one span in each trace that is in it, and what comes
 * of a fact carries that span on. Only sampled traces, and at most 32 of a batch, so that a load costs what its samples
 * cost.
 */
@ApplicationScoped
public class EventTraces {

    private static final int MOST = 32;
    private static final AttributeKey<Long> COUNT = AttributeKey.longKey("messaging.batch.message_count");

    private final TelemetrySwitch telemetry;
    private final Tracer tracer;

    public EventTraces(TelemetrySwitch telemetry, OpenTelemetry openTelemetry) {
        this.telemetry = telemetry;
        this.tracer = openTelemetry.getTracer(TelemetrySwitch.SCOPE);
    }

    /** What is done with a batch, in each of its traces. */
    public final class Work {

        private final Map<String, Span> spans = new LinkedHashMap<>();

        private Work() {}

        /** Whether any trace is sampled. */
        boolean isTraced() {
            return !spans.isEmpty();
        }

        /** What to carry on: the span of this work, where the trace is sampled. */
        public String continued(String traceparent) {
            Span span = spans.get(traceparent);
            return span == null ? traceparent : NewEvent.traceparent(span.getSpanContext());
        }

        /** The work is done; null: with success. */
        public void end(Throwable failure) {
            for (Span span : spans.values()) {
                if (failure != null) {
                    span.setStatus(StatusCode.ERROR, failure.getClass().getName());
                }
                span.end();
            }
        }
    }

    /**
     * Begins one span in each of those traces.
     *
     * @param traceparents of each fact in the batch, in W3C form; empty: none
     * @param start when the work began, if not now
     */
    public Work begin(
            String name, SpanKind kind, Attributes attributes, Collection<String> traceparents, Instant start) {
        Work work = new Work();
        if (telemetry.on()) {
            Map<String, Long> facts = new LinkedHashMap<>();
            traceparents.stream()
                    .filter(traceparent -> !traceparent.isEmpty())
                    .forEach(traceparent -> facts.merge(traceparent, 1L, Long::sum));
            facts.forEach((traceparent, count) -> {
                Context parent = parent(traceparent);
                if (work.spans.size() < MOST
                        && Span.fromContext(parent).getSpanContext().isSampled()) {
                    work.spans.put(
                            traceparent,
                            tracer.spanBuilder(name)
                                    .setSpanKind(kind)
                                    .setParent(parent)
                                    .setAllAttributes(attributes)
                                    .setAttribute(COUNT, count)
                                    .setStartTimestamp(start)
                                    .startSpan());
                }
            });
        }
        return work;
    }

    private static Context parent(String traceparent) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, Traceparent.GETTER);
    }

    private enum Traceparent implements TextMapGetter<String> {
        GETTER;

        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of("traceparent");
        }

        @Override
        public String get(String traceparent, String key) {
            return key.equals("traceparent") ? traceparent : null;
        }
    }
}
