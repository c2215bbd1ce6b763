package dev.touchline.kit.telemetry;

import com.google.protobuf.Timestamp;
import dev.touchline.feed.v1.ReadFeedRequest;
import dev.touchline.feed.v1.ReadFeedResponse;
import dev.touchline.kit.feed.FeedCursors;
import dev.touchline.kit.feed.FeedCursors.Cursor;
import dev.touchline.kit.feed.FeedHandler;
import dev.touchline.kit.peer.FeedClient;
import dev.touchline.kit.telemetry.Gauge.Reading;
import dev.touchline.kit.time.ProtoTime;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How far this service is behind the feeds that it follows. Each owner is asked for the one event after each cursor, so that
 * the answer is right also when nothing is applied any more. While an owner is away its lag is unknown, and not exported; the
 * lags of the others are, because each owner is a source of its own.
 */
@ApplicationScoped
public class LagGauges implements GaugeSources {

    private static final Gauge LAG =
            new Gauge("touchline.feed.lag", "{event}", "Events in a feed not applied here yet");
    private static final Gauge AGE =
            new Gauge("touchline.feed.lag.age", "s", "Age of the oldest event of a feed not applied here yet; 0: none");
    private static final AttributeKey<String> FEED = AttributeKey.stringKey("feed");

    private final Pool pool;
    private final FeedCursors cursors;
    private final List<FeedHandler> handlers;
    private final FeedClient peers;
    private final Clock clock;

    public LagGauges(Pool pool, FeedCursors cursors, @All List<FeedHandler> handlers, FeedClient peers, Clock clock) {
        this.pool = pool;
        this.cursors = cursors;
        this.handlers = handlers;
        this.peers = peers;
        this.clock = clock;
    }

    @Override
    public List<GaugeSource> all() {
        return handlers.stream().<GaugeSource>map(OneFeed::new).toList();
    }

    private final class OneFeed implements GaugeSource {

        private final FeedHandler handler;

        OneFeed(FeedHandler handler) {
            this.handler = handler;
        }

        @Override
        public String name() {
            return LAG.name() + "/" + handler.feed();
        }

        @Override
        public List<Gauge> gauges() {
            return List.of(LAG, AGE);
        }

        @Override
        public Uni<List<Reading>> read() {
            return cursors.all(pool).chain(this::lag).map(lag -> lag.readings(handler.feed()));
        }

        private Uni<Lag> lag(List<Cursor> all) {
            Uni<Lag> sum = Uni.createFrom().item(Lag.NONE);
            for (Cursor cursor : all) {
                if (cursor.feed().equals(handler.feed())) {
                    sum = sum.chain(so -> next(cursor).map(read -> so.plus(of(cursor, read))));
                }
            }
            return sum;
        }

        private Uni<ReadFeedResponse> next(Cursor cursor) {
            ReadFeedRequest next = ReadFeedRequest.newBuilder()
                    .setPartition(cursor.part())
                    .setEpoch(cursor.epoch())
                    .setAfter(cursor.position())
                    .setLimit(1)
                    .build();
            return peers.readFeed(handler.feed(), handler.source(), next);
        }
    }

    private Lag of(Cursor cursor, ReadFeedResponse read) {
        long applied = cursor.epoch().isEmpty() ? 0 : cursor.position();
        return read.getEventsCount() == 0
                ? Lag.NONE
                : new Lag(read.getHead() - applied, age(read.getEvents(0).getRecordedAt()));
    }

    private double age(Timestamp recorded) {
        Instant since = ProtoTime.instant(recorded);
        return Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1e3);
    }

    private record Lag(long events, double age) {

        static final Lag NONE = new Lag(0, 0);

        Lag plus(Lag other) {
            return new Lag(events + other.events, Math.max(age, other.age));
        }

        List<Reading> readings(String feed) {
            Attributes of = Attributes.of(FEED, feed);
            return List.of(LAG.reading(events, of), AGE.reading(age, of));
        }
    }
}
