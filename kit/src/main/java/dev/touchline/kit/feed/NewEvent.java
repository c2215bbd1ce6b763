package dev.touchline.kit.feed;

import com.google.protobuf.MessageLite;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;

/**
 * A change of an entity, to be appended to the inbox in the transaction that makes it.
 *
 * @param key key of the entity; all events of one key stay in order
 * @param version version of the entity that it tells: 1, 2, 3 … for each key, none left out
 * @param body the owner's event message: the entity's whole state with its version
 * @param traceparent W3C trace context of what caused it; empty if nothing did
 */
public record NewEvent(String key, long version, byte[] body, String traceparent) {

    /** An event caused by the current span. */
    public static NewEvent of(String key, long version, MessageLite message) {
        return new NewEvent(key, version, message.toByteArray(), currentTraceparent());
    }

    /** An event caused by what an earlier event tells. */
    public static NewEvent of(String key, long version, MessageLite message, String traceparent) {
        return new NewEvent(key, version, message.toByteArray(), traceparent);
    }

    /** The current span as a W3C traceparent; empty without one. */
    public static String currentTraceparent() {
        return traceparent(Span.current().getSpanContext());
    }

    /** A span as a W3C traceparent; empty if it is none. */
    public static String traceparent(SpanContext context) {
        return context.isValid()
                ? "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                        + context.getTraceFlags().asHex()
                : "";
    }
}
