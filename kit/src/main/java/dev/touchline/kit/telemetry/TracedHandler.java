package dev.touchline.kit.telemetry;

import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.feed.v1.FeedService;
import dev.touchline.kit.feed.FeedHandler;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;

/** A handler whose applications are seen in the traces of the events; the events then carry those spans on. */
public record TracedHandler(FeedHandler handler, EventTraces traces) implements FeedHandler {

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.name");
    private static final AttributeKey<String> TYPE = AttributeKey.stringKey("messaging.operation.type");

    @Override
    public String feed() {
        return handler.feed();
    }

    @Override
    public FeedService source() {
        return handler.source();
    }

    @Override
    public Uni<Void> apply(SqlConnection tx, List<FeedEvent> events) {
        EventTraces.Work work = traces.begin(
                "apply " + feed(),
                SpanKind.CONSUMER,
                Attributes.of(SYSTEM, "touchline", DESTINATION, feed(), OPERATION, "apply", TYPE, "process"),
                events.stream().map(FeedEvent::getTraceparent).toList(),
                Instant.now());
        List<FeedEvent> carrying = work.isTraced()
                ? events.stream().map(event -> carrying(event, work)).toList()
                : events;
        return handler.apply(tx, carrying).onTermination().invoke((done, failure, cancelled) -> work.end(failure));
    }

    private static FeedEvent carrying(FeedEvent event, EventTraces.Work work) {
        String continued = work.continued(event.getTraceparent());
        return continued.equals(event.getTraceparent())
                ? event
                : event.toBuilder().setTraceparent(continued).build();
    }

    @Override
    public Uni<Void> forget(SqlConnection tx) {
        return handler.forget(tx);
    }
}
