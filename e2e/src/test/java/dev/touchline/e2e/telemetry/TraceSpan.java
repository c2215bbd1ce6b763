package dev.touchline.e2e.telemetry;

import com.google.protobuf.ByteString;
import dev.touchline.kittest.OtlpSink.Received;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;

/**
 * One span of a trace, as drawings and assertions need it.
 *
 * @param service who recorded it
 * @param kind e.g. SERVER
 * @param id hexadecimal
 * @param parent id of the span that caused it; empty at the root
 * @param start nanoseconds since the epoch
 * @param end likewise
 */
public record TraceSpan(
        String trace, String service, String name, Span.SpanKind kind, String id, String parent, long start, long end) {

    /** As it came over the wire. */
    public static TraceSpan of(Received<Span> received) {
        Span span = received.item();
        return new TraceSpan(
                hex(span.getTraceId()),
                received.service(),
                span.getName(),
                span.getKind(),
                hex(span.getSpanId()),
                hex(span.getParentSpanId()),
                span.getStartTimeUnixNano(),
                span.getEndTimeUnixNano());
    }

    /** How long it took. */
    double millis() {
        return (end - start) / 1e6;
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }
}
