package dev.touchline.kit.feed;

import dev.touchline.kit.loop.Loops;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Turns the inbox into the feed: positions are given here, under the lock of the partition's head, so that they are
 * dense and a reader that has position n has everything up to n. Any number of replicas may run it.
 */
@ApplicationScoped
public class FeedSequencer {

    /** Channel of the notification; its payload is {@code part:last}. */
    static final String CHANNEL = "touchline_feed";

    private static final Logger LOG = Logger.getLogger(FeedSequencer.class);

    private static final String PARTITIONS_WITH_WORK =
            """
            SELECT part FROM feed_head AS head
            WHERE (SELECT true FROM feed_inbox AS inbox WHERE inbox.part = head.part LIMIT 1)
            """;

    // The lock keeps replicas out of each other's way: without FOR UPDATE two give the same positions, and one of them
    // fails on the key of the feed. What another replica is at is left to it.
    static final String LOCK_HEADS =
            "SELECT part, last FROM feed_head WHERE part = ANY($1) ORDER BY part FOR UPDATE SKIP LOCKED";

    // All partitions in one statement: few events in each of them are the rule, and a commit costs more than they do.
    static final String MOVE =
            """
            WITH head AS MATERIALIZED (SELECT part, last FROM unnest($1::smallint[], $2::bigint[]) AS head (part, last)),
            moved AS (
                DELETE FROM feed_inbox AS inbox
                USING (SELECT head.last, oldest.place FROM head CROSS JOIN LATERAL (
                           SELECT ctid AS place FROM feed_inbox AS waiting
                           WHERE waiting.part = head.part ORDER BY id LIMIT $3) AS oldest) AS due
                WHERE inbox.ctid = due.place -- PostgreSQL takes an inbox for empty, and would join it in any way
                RETURNING inbox.part, due.last, inbox.id, key, version, body, traceparent, recorded_at),
            placed AS (
                INSERT INTO feed (part, pos, key, version, body, traceparent, recorded_at)
                SELECT part, last + row_number() OVER (PARTITION BY part ORDER BY id), key, version, body, traceparent,
                       recorded_at
                FROM moved
                RETURNING part, pos),
            advanced AS (
                UPDATE feed_head SET last = top.pos
                FROM (SELECT part, max(pos) AS pos, count(*) AS events FROM placed GROUP BY part) AS top
                WHERE feed_head.part = top.part
                RETURNING top.part, top.pos, top.events)
            SELECT events, pg_notify('touchline_feed', part || ':' || pos) FROM advanced
            """;

    private final Pool pool;
    private final FeedConfig config;
    private final Loops loops;

    public FeedSequencer(Pool pool, FeedConfig config, Loops loops) {
        this.pool = pool;
        this.config = config;
        this.loops = loops;
    }

    void start(@Observes StartupEvent event) {
        if (config.sequence()) {
            loops.start(this::round);
        }
    }

    /** Rests after a move that was not full, so that the next one is larger: a commit costs more than a few events in it. */
    private Uni<Duration> round() {
        return drain().onFailure()
                .invoke(failure -> LOG.warn("Sequencing failed; trying again", failure))
                .onFailure()
                .recoverWithItem(0)
                .map(moved -> moved >= config.sequenceBatch() ? Duration.ZERO : config.sequencePoll());
    }

    /** Moves a batch of events of each partition that has some; answers how many it moved. */
    public Uni<Integer> drain() {
        return pool.preparedQuery(PARTITIONS_WITH_WORK)
                .execute()
                .map(rows -> column(rows, "part", Row::getShort).toArray(Short[]::new))
                .chain(parts ->
                        parts.length == 0 ? Uni.createFrom().item(0) : pool.withTransaction(tx -> move(tx, parts)));
    }

    private Uni<Integer> move(SqlConnection tx, Short[] parts) {
        return tx.preparedQuery(LOCK_HEADS)
                .execute(Tuple.tuple().addArrayOfShort(parts))
                .chain(heads -> heads.size() == 0
                        ? Uni.createFrom().item(0) // another replica is at it
                        : tx.preparedQuery(MOVE)
                                .execute(Tuple.tuple()
                                        .addArrayOfShort(column(heads, "part", Row::getShort)
                                                .toArray(Short[]::new))
                                        .addArrayOfLong(column(heads, "last", Row::getLong)
                                                .toArray(Long[]::new))
                                        .addInteger(config.sequenceBatch()))
                                .map(moved -> column(moved, "events", Row::getLong)
                                        .mapToInt(Long::intValue)
                                        .sum()));
    }

    private static <T> Stream<T> column(RowSet<Row> rows, String name, BiFunction<Row, String, T> read) {
        return rows.stream().map(row -> read.apply(row, name));
    }
}
