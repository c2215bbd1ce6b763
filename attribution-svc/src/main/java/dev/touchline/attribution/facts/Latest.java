package dev.touchline.attribution.facts;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.touchline.feed.v1.FeedEvent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last event of each entity in a batch: every event is the whole state, so that earlier ones say nothing more. */
record Latest<M extends MessageLite>(M message, String traceparent) {

    /** One for each key, in the order in which keys first came. */
    static <M extends MessageLite> Collection<Latest<M>> of(List<FeedEvent> events, Parser<M> parser) {
        Map<String, Latest<M>> byKey = new LinkedHashMap<>();
        for (FeedEvent event : events) {
            byKey.put(event.getKey(), new Latest<>(parse(event, parser), event.getTraceparent()));
        }
        return byKey.values();
    }

    private static <M extends MessageLite> M parse(FeedEvent event, Parser<M> parser) {
        try {
            return parser.parseFrom(event.getBody());
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("Not the feed's message at position " + event.getPosition(), broken);
        }
    }
}
