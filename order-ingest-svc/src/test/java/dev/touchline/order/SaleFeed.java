package dev.touchline.order;

import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.feed.v1.FeedService;
import dev.touchline.feed.v1.ReadFeedRequest;
import dev.touchline.kit.feed.FeedInbox;
import dev.touchline.order.v1.SaleEvent;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** Reads the service's own feed to its end. */
public record SaleFeed(FeedService feed, Pool pool) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** All events of one sale, oldest first, once nothing waits in the inbox. */
    public List<SaleEvent> events(long saleId) {
        String key = "sale/" + saleId;
        awaitEmptyInbox();
        List<SaleEvent> events = new ArrayList<>();
        long after = 0;
        while (true) {
            List<FeedEvent> read = read(FeedInbox.partition(key), after);
            if (read.isEmpty()) {
                return events;
            }
            read.stream()
                    .filter(event -> event.getKey().equals(key))
                    .map(SaleFeed::event)
                    .forEach(events::add);
            after = read.get(read.size() - 1).getPosition();
        }
    }

    public void awaitEmptyInbox() {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> pool.query("SELECT count(*) FROM feed_inbox")
                                .execute()
                                .map(rows -> rows.iterator().next().getLong(0))
                                .await()
                                .atMost(PATIENCE)
                        == 0);
    }

    private List<FeedEvent> read(int partition, long after) {
        return feed.readFeed(ReadFeedRequest.newBuilder()
                        .setPartition(partition)
                        .setAfter(after)
                        .setEpoch(after == 0 ? "" : epoch())
                        .build())
                .await()
                .atMost(PATIENCE)
                .getEventsList();
    }

    private String epoch() {
        return feed.readFeed(ReadFeedRequest.newBuilder().setLimit(1).build())
                .await()
                .atMost(PATIENCE)
                .getEpoch();
    }

    private static SaleEvent event(FeedEvent event) {
        try {
            return SaleEvent.parseFrom(event.getBody());
        } catch (com.google.protobuf.InvalidProtocolBufferException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
