package dev.touchline.kit.feed;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;

/**
 * Tells again the newest event of every entity that would be lost with the old positions of the feed. Any reader may begin at
 * zero at any time; with these repeats it learns the same from the rest of the feed as from the whole.
 */
@ApplicationScoped
class FeedRepeats {

    private static final String NEXT_TO_SURVEY =
            "SELECT part, last FROM feed_head WHERE repeat_until < $1 ORDER BY part LIMIT 1";

    // Reads one partition of keys whole, and holds no lock meanwhile.
    private static final String SURVEY =
            """
            INSERT INTO feed_repeat (part, key, pos)
            SELECT $1, key, max(pos) FROM feed WHERE part = $1 AND pos <= $2
            GROUP BY key HAVING max(pos) < $3
            """;

    private static final String SURVEYED = "UPDATE feed_head SET repeat_until = $3, repeat_seen = $2 WHERE part = $1";

    private static final String NEXT_TO_REPEAT = "SELECT min(part) FROM feed_repeat";

    private static final String LOCK_HEAD = "SELECT last, repeat_seen FROM feed_head WHERE part = $1 FOR UPDATE";

    // Without this a repeat would come after a newer event of its entity, and a reader that takes the last would go
    // back.
    private static final String STRIKE_NEWER =
            """
            DELETE FROM feed_repeat USING feed
            WHERE feed.part = $1 AND feed.pos > $2 AND feed.pos <= $3
              AND feed_repeat.part = $1 AND feed_repeat.key = feed.key
            """;

    private static final String REPEAT =
            """
            WITH taken AS (
                DELETE FROM feed_repeat
                WHERE part = $1 AND key IN (SELECT key FROM feed_repeat WHERE part = $1 ORDER BY key LIMIT $3)
                RETURNING pos),
            placed AS (
                INSERT INTO feed (part, pos, key, version, body, traceparent, recorded_at)
                SELECT $1, $2 + row_number() OVER (ORDER BY pos), key, version, body, '', $4
                FROM taken JOIN feed USING (pos) WHERE feed.part = $1
                RETURNING pos),
            advanced AS (
                UPDATE feed_head SET last = top.pos, repeat_seen = top.pos FROM (SELECT max(pos) AS pos FROM placed) AS top
                WHERE part = $1 AND top.pos IS NOT NULL
                RETURNING last)
            SELECT last, pg_notify('touchline_feed', $1 || ':' || last) FROM advanced
            """;

    private final Clock clock;
    private final FeedConfig config;

    FeedRepeats(Clock clock, FeedConfig config) {
        this.clock = clock;
        this.config = config;
    }

    /** Does the next piece of work; answers whether there was any. Nothing before a position is missed once there is none. */
    Uni<Boolean> step(SqlConnection tx, long until) {
        return tx.preparedQuery(NEXT_TO_SURVEY)
                .execute(Tuple.of(until))
                .chain(rows -> rows.size() > 0
                        ? survey(tx, rows.iterator().next(), until)
                        : tx.query(NEXT_TO_REPEAT)
                                .execute()
                                .map(next -> next.iterator().next().getShort(0))
                                .chain(part -> part == null ? Uni.createFrom().item(false) : repeat(tx, part)));
    }

    private static Uni<Boolean> survey(SqlConnection tx, Row head, long until) {
        Tuple upTo = Tuple.of(head.getShort(0), head.getLong(1), until);
        return tx.preparedQuery(SURVEY)
                .execute(upTo)
                .chain(() -> tx.preparedQuery(SURVEYED).execute(upTo))
                .replaceWith(true);
    }

    private Uni<Boolean> repeat(SqlConnection tx, short part) {
        return tx.preparedQuery(LOCK_HEAD).execute(Tuple.of(part)).chain(heads -> {
            Row head = heads.iterator().next();
            long last = head.getLong(0);
            return tx.preparedQuery(STRIKE_NEWER)
                    .execute(Tuple.of(part, head.getLong(1), last))
                    .chain(() -> tx.preparedQuery(REPEAT)
                            .execute(Tuple.of(
                                    part,
                                    last,
                                    config.repeatBatch(),
                                    clock.instant().atOffset(ZoneOffset.UTC))))
                    .replaceWith(true);
        });
    }
}
