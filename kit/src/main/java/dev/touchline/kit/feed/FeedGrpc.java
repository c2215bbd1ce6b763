package dev.touchline.kit.feed;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.feed.v1.FeedService;
import dev.touchline.feed.v1.ReadFeedRequest;
import dev.touchline.feed.v1.ReadFeedResponse;
import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.type.v1.ErrorReason;
import io.grpc.Status;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Serves the feed that this service owns: a long poll, because streams have no flow control here. */
@GrpcService
public class FeedGrpc implements FeedService {

    private static final int MAX_EVENTS = 500;
    private static final int MAX_BYTES = 4 << 20;
    private static final long MAX_WAIT_MILLIS = 20_000;

    // The first position is read in the same snapshot: a partition that is detached meanwhile is missing in both or
    // none.
    // Bounded by bytes here, not after loading: an event may hold a sale of megabytes. The first always fits.
    private static final String EVENTS_AFTER =
            """
            SELECT pos, key, body, traceparent, recorded_at, (SELECT first FROM feed_head WHERE part = $1) AS first
            FROM (SELECT *, sum(octet_length(body)) OVER (ORDER BY pos) AS bytes
                  FROM (SELECT pos, key, body, traceparent, recorded_at FROM feed
                        WHERE part = $1 AND pos > $2 ORDER BY pos LIMIT $3) AS page) AS sized
            WHERE bytes <= $4 OR bytes = octet_length(body)
            ORDER BY pos
            """;

    private final Pool pool;
    private final FeedEpoch epoch;
    private final FeedHeads heads;
    private final Clock clock;

    public FeedGrpc(Pool pool, FeedEpoch epoch, FeedHeads heads, Clock clock) {
        this.pool = pool;
        this.epoch = epoch;
        this.heads = heads;
        this.clock = clock;
    }

    @Override
    public Uni<ReadFeedResponse> readFeed(ReadFeedRequest request) {
        int part = (int) Check.range("partition", request.getPartition(), 0, FeedInbox.PARTITIONS - 1);
        long after = Check.range("after", request.getAfter(), 0, Long.MAX_VALUE);
        int limit = (int) Check.range("limit", request.getLimit(), 0, MAX_EVENTS);
        long wait = Check.range("wait", Durations.toMillis(request.getWait()), 0, MAX_WAIT_MILLIS);
        Timestamp asked = ProtoTime.timestamp(clock.instant());
        return epoch.current().chain(current -> {
            refuseForeignEpoch(request.getEpoch(), current);
            long from = request.getEpoch().isEmpty() ? 0 : after;
            return heads.awaitAfter(part, from, Duration.ofMillis(wait))
                    .chain(() -> pool.preparedQuery(EVENTS_AFTER)
                            .execute(Tuple.of((short) part, from, limit == 0 ? MAX_EVENTS : limit, MAX_BYTES)))
                    .map(rows -> response(rows, current, Math.max(from, heads.head(part)), asked));
        });
    }

    private static void refuseForeignEpoch(String asked, String current) {
        if (!asked.isEmpty() && !asked.equals(current)) {
            throw new Rejection(
                    Status.Code.FAILED_PRECONDITION,
                    ErrorReason.ERROR_REASON_FEED_RESTARTED,
                    "epoch: " + asked + " (expected: " + current + "); forget what was read and begin at zero",
                    Map.of("epoch", current));
        }
    }

    private static ReadFeedResponse response(RowSet<Row> rows, String epoch, long head, Timestamp watermark) {
        ReadFeedResponse.Builder response =
                ReadFeedResponse.newBuilder().setEpoch(epoch).setWatermark(watermark);
        long last = head;
        for (Row row : rows) {
            FeedEvent event = event(row);
            response.addEvents(event);
            last = Math.max(last, event.getPosition());
            response.setFirst(row.getLong("first"));
        }
        return response.setHead(last).build();
    }

    private static FeedEvent event(Row row) {
        return FeedEvent.newBuilder()
                .setPosition(row.getLong("pos"))
                .setKey(row.getString("key"))
                .setBody(ByteString.copyFrom(row.getBuffer("body").getBytes()))
                .setTraceparent(row.getString("traceparent"))
                .setRecordedAt(ProtoTime.timestamp(row.getOffsetDateTime("recorded_at")))
                .build();
    }
}
