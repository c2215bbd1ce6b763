package dev.touchline.kit.feed;

import dev.touchline.kit.loop.Loops;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Turns the inbox into the feed: positions are given here, one partition at a time under its head's lock, so that they are
 * dense and a reader that has position n has everything up to n. Any number of replicas may run it.
 */
@ApplicationScoped
public class FeedSequencer {

    /** Channel of the notification; its payload is {@code part:last}. */
    static final String CHANNEL = "touchline_feed";

    private static final Logger LOG = Logger.getLogger(FeedSequencer.class);
    private static final int LOOPS = 2;

    private static final String PARTITIONS_WITH_WORK =
            """
            SELECT part FROM feed_head AS head
            WHERE EXISTS (SELECT FROM feed_inbox AS inbox WHERE inbox.part = head.part)
            """;

    // The lock is what keeps positions dense and in order: without FOR UPDATE two replicas give the same position, and
    // a position could become visible before a smaller one.
    static final String LOCK_HEAD = "SELECT last FROM feed_head WHERE part = $1 FOR UPDATE SKIP LOCKED";

    static final String MOVE =
            """
            WITH moved AS (
                DELETE FROM feed_inbox
                WHERE part = $1 AND id IN (SELECT id FROM feed_inbox WHERE part = $1 ORDER BY id LIMIT $3)
                RETURNING id, key, version, body, traceparent, recorded_at),
            placed AS (
                INSERT INTO feed (part, pos, key, version, body, traceparent, recorded_at)
                SELECT $1, $2 + row_number() OVER (ORDER BY id), key, version, body, traceparent, recorded_at
                FROM moved
                RETURNING pos),
            advanced AS (
                UPDATE feed_head SET last = top.pos FROM (SELECT max(pos) AS pos FROM placed) AS top
                WHERE part = $1 AND top.pos IS NOT NULL
                RETURNING last)
            SELECT last, pg_notify('touchline_feed', $1 || ':' || last) FROM advanced
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

    private Uni<Duration> round() {
        return drain().onFailure()
                .invoke(failure -> LOG.warn("Sequencing failed; trying again", failure))
                .onFailure()
                .recoverWithItem(0)
                .map(moved -> moved > 0 ? Duration.ZERO : config.sequencePoll());
    }

    /** Moves a batch of events of each partition that has some; answers how many it moved. */
    public Uni<Integer> drain() {
        return pool.query(PARTITIONS_WITH_WORK)
                .execute()
                .map(FeedSequencer::parts)
                .onItem()
                .transformToMulti(parts -> Multi.createFrom().iterable(parts))
                .onItem()
                .transformToUni(part -> pool.withTransaction(tx -> move(tx, part)))
                .merge(LOOPS)
                .collect()
                .with(java.util.stream.Collectors.summingInt(Integer::intValue));
    }

    private static List<Short> parts(Iterable<Row> rows) {
        List<Short> parts = new ArrayList<>();
        rows.forEach(row -> parts.add(row.getShort(0)));
        return parts;
    }

    private Uni<Integer> move(SqlConnection tx, short part) {
        return tx.preparedQuery(LOCK_HEAD).execute(Tuple.of(part)).chain(heads -> {
            if (heads.size() == 0) {
                return Uni.createFrom().item(0); // another replica is at it
            }
            long last = heads.iterator().next().getLong(0);
            return tx.preparedQuery(MOVE)
                    .execute(Tuple.of(part, last, config.sequenceBatch()))
                    .map(rows ->
                            rows.size() == 0 ? 0 : (int) (rows.iterator().next().getLong(0) - last));
        });
    }
}
