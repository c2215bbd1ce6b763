package dev.touchline.kit.feed;

import com.google.protobuf.util.Durations;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.feed.v1.ReadFeedRequest;
import dev.touchline.feed.v1.ReadFeedResponse;
import dev.touchline.kit.error.GrpcErrors;
import dev.touchline.kit.feed.FeedCursors.Cursor;
import dev.touchline.kit.peer.FeedClient;
import dev.touchline.type.v1.ErrorReason;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads one partition of one feed: asks, applies and moves the cursor in one transaction, begins again. */
final class FeedReader {

    private static final OptionalInt NONE = OptionalInt.of(0);

    private final Pool pool;
    private final FeedCursors cursors;
    private final FeedClient peers;
    private final FeedHandler handler;
    private final FeedConfig config;
    private final short part;
    private final Turns turns;
    /** Another replica applied the last batch: what is read while it goes on is read for nothing. */
    private volatile boolean outrun;

    /**
     * @param turns of everybody in this process who applies this feed
     */
    FeedReader(
            Pool pool,
            FeedCursors cursors,
            FeedClient peers,
            FeedHandler handler,
            FeedConfig config,
            short part,
            Turns turns) {
        this.pool = pool;
        this.cursors = cursors;
        this.peers = peers;
        this.handler = handler;
        this.config = config;
        this.part = part;
        this.turns = turns;
    }

    /** One round; answers how many events were applied. Empty: another replica applies this partition. */
    Uni<OptionalInt> readOnce() {
        return cursors.read(pool, handler.feed(), part)
                .chain(stored -> stored.isPresent()
                        ? readFrom(stored.get())
                        : cursors.create(pool, handler.feed()).replaceWith(NONE))
                .invoke(applied -> outrun = applied.isEmpty());
    }

    private Uni<OptionalInt> readFrom(Cursor from) {
        ReadFeedRequest request = ReadFeedRequest.newBuilder()
                .setPartition(part)
                .setEpoch(from.epoch())
                .setAfter(from.position())
                .setLimit(outrun ? 1 : config.batch())
                .setWait(Durations.fromMillis(
                        from.epoch().isEmpty() ? 0 : config.readWait().toMillis()))
                .build();
        return ask(request)
                .chain(read -> from.epoch().isEmpty() ? restart(read.getEpoch()) : apply(from, read))
                .onFailure(FeedReader::feedRestarted)
                .recoverWithUni(() -> restart(""));
    }

    private Uni<ReadFeedResponse> ask(ReadFeedRequest request) {
        return peers.readFeed(handler.feed(), handler.source(), request);
    }

    private static boolean feedRestarted(Throwable failure) {
        return GrpcErrors.reasonOf(failure) == ErrorReason.ERROR_REASON_FEED_RESTARTED;
    }

    private Uni<OptionalInt> apply(Cursor from, ReadFeedResponse read) {
        List<FeedEvent> events = read.getEventsList();
        if (events.isEmpty()) {
            return Uni.createFrom().item(NONE);
        }
        refuseGap(Math.max(from.position() + 1, read.getFirst()), events);
        long last = events.get(events.size() - 1).getPosition();
        Cursor to = new Cursor(from.feed(), from.part(), read.getEpoch(), last);
        return turns.inTurn(() -> pool.withTransaction(tx -> apply(tx, from, to, events)), NONE);
    }

    private Uni<OptionalInt> apply(SqlConnection tx, Cursor from, Cursor to, List<FeedEvent> events) {
        return cursors.lockIfFree(tx, from.feed(), from.part())
                .chain(stored -> stored.equals(Optional.of(from))
                        ? handler.apply(tx, events)
                                .chain(() -> cursors.move(tx, to))
                                .replaceWith(OptionalInt.of(events.size()))
                        : Uni.createFrom().item(OptionalInt.empty()));
    }

    // What lies before the feed's first position is told again after it; every other gap is a loss.
    private void refuseGap(long next, List<FeedEvent> events) {
        long expected = next;
        for (FeedEvent event : events) {
            if (event.getPosition() != expected) {
                throw new FeedGapException(handler.feed(), part, expected, event.getPosition());
            }
            expected++;
        }
    }

    /** Forgets the feed and begins at zero, once for all partitions and replicas; an empty epoch is asked for first. */
    private Uni<OptionalInt> restart(String epoch) {
        return epoch.isEmpty()
                ? ask(ReadFeedRequest.newBuilder()
                                .setPartition(part)
                                .setLimit(1)
                                .build())
                        .chain(read -> restart(read.getEpoch()))
                : pool.withTransaction(tx -> restart(tx, epoch));
    }

    private Uni<OptionalInt> restart(SqlConnection tx, String epoch) {
        return cursors.lockFeed(tx, handler.feed())
                .chain(stored ->
                        stored.stream().allMatch(cursor -> cursor.epoch().equals(epoch))
                                ? Uni.createFrom().voidItem()
                                : handler.forget(tx).chain(() -> cursors.restart(tx, handler.feed(), epoch)))
                .replaceWith(NONE);
    }
}
