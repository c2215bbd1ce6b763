package dev.touchline.kit.operations;

import dev.touchline.kit.feed.FeedCursors;
import dev.touchline.kit.feed.FeedEpoch;
import dev.touchline.kit.feed.FeedFollower;
import dev.touchline.operations.v1.CheckInvariantsRequest;
import dev.touchline.operations.v1.CheckInvariantsResponse;
import dev.touchline.operations.v1.Cursor;
import dev.touchline.operations.v1.GetProgressRequest;
import dev.touchline.operations.v1.GetProgressResponse;
import dev.touchline.operations.v1.OperationsService;
import dev.touchline.operations.v1.ReplayFeedsRequest;
import dev.touchline.operations.v1.ReplayFeedsResponse;
import io.quarkus.arc.All;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How far this service is, whether its numbers hold, and reading its feeds again. */
@GrpcService
public class OperationsGrpc implements OperationsService {

    // Where statistics are older than a replay, PostgreSQL takes tables for empty, and would look one row up after the
    // other; and what is read as a whole is not looked up by keys.
    private static final String READS_EVERYTHING = "SET LOCAL enable_nestloop = off; SET LOCAL enable_seqscan = on";

    // One statement, one snapshot: an event is counted in the inbox or in the head, never in neither.
    private static final String HEADS_AND_INBOX =
            """
            SELECT array_agg(last ORDER BY part), (SELECT count(*) FROM feed_inbox) FROM feed_head
            """;

    private static final SqlInvariant DENSE_FEED = new SqlInvariant(
            "feed-density",
            "Every partition of the feed holds each position from its first to its head exactly once",
            """
            SELECT coalesce(sum(held), 0)::bigint,
                   count(*) FILTER (WHERE broken), array_agg('partition ' || part) FILTER (WHERE broken)
            FROM (SELECT head.part, count(feed.pos) AS held,
                         count(feed.pos) <> last - first + 1 OR min(feed.pos) <> first OR max(feed.pos) <> last AS broken
                  FROM feed_head AS head LEFT JOIN feed ON feed.part = head.part
                  GROUP BY head.part, last, first) AS partitions
            """);

    private final Pool pool;
    private final FeedEpoch epoch;
    private final FeedCursors cursors;
    private final FeedFollower follower;
    private final List<Invariants> invariants;
    private final List<Backlogs> backlogs;
    private final String service;

    public OperationsGrpc(
            Pool pool,
            FeedEpoch epoch,
            FeedCursors cursors,
            FeedFollower follower,
            @All List<Invariants> invariants,
            @All List<Backlogs> backlogs,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.pool = pool;
        this.epoch = epoch;
        this.cursors = cursors;
        this.follower = follower;
        this.invariants = invariants;
        this.backlogs = backlogs;
        this.service = service;
    }

    @Override
    public Uni<GetProgressResponse> getProgress(GetProgressRequest request) {
        return epoch.current().chain(current -> pool.withConnection(connection -> progress(connection, current)));
    }

    // Cursors first, then backlogs, then heads: what a cursor has passed is in a backlog, or done and in the heads.
    private Uni<GetProgressResponse> progress(SqlConnection connection, String current) {
        GetProgressResponse.Builder progress =
                GetProgressResponse.newBuilder().setService(service).setEpoch(current);
        Uni<Void> read = cursors.all(connection)
                .invoke(all -> all.forEach(cursor -> progress.addCursors(cursor(cursor))))
                .replaceWithVoid();
        for (Backlogs source : backlogs) {
            read = read.chain(() -> source.backlogs(connection))
                    .invoke(progress::addAllBacklogs)
                    .replaceWithVoid();
        }
        return read.chain(() -> connection.query(HEADS_AND_INBOX).execute())
                .map(rows -> withHeads(progress, rows.iterator().next()).build());
    }

    private static GetProgressResponse.Builder withHeads(GetProgressResponse.Builder progress, Row row) {
        return progress.addAllHeads(List.of(row.getArrayOfLongs(0))).setInbox(row.getLong(1));
    }

    private static Cursor cursor(FeedCursors.Cursor cursor) {
        return Cursor.newBuilder()
                .setFeed(cursor.feed())
                .setPartition(cursor.part())
                .setEpoch(cursor.epoch())
                .setPosition(cursor.position())
                .build();
    }

    @Override
    public Uni<CheckInvariantsResponse> checkInvariants(CheckInvariantsRequest request) {
        return pool.withTransaction(connection -> {
            CheckInvariantsResponse.Builder response = CheckInvariantsResponse.newBuilder();
            Uni<Void> checked = connection
                    .query(READS_EVERYTHING)
                    .execute()
                    .chain(() -> DENSE_FEED.check(connection))
                    .invoke(response::addResults)
                    .replaceWithVoid();
            for (Invariants source : invariants) {
                for (SqlInvariant invariant : source.invariants()) {
                    checked = checked.chain(() -> invariant.check(connection))
                            .invoke(response::addResults)
                            .replaceWithVoid();
                }
                checked = checked.chain(() -> source.figures(connection))
                        .invoke(response::addAllFigures)
                        .replaceWithVoid();
            }
            return checked.map(done -> response.build());
        });
    }

    @Override
    public Uni<ReplayFeedsResponse> replayFeeds(ReplayFeedsRequest request) {
        return follower.replay()
                .replaceWith(ReplayFeedsResponse.newBuilder()
                        .addAllFeeds(follower.feeds())
                        .build());
    }
}
