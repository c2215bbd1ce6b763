package dev.touchline.kit.feed;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Where an owner puts its events: in the transaction that changes the entity, with the entity locked. There is no second
 * write to forget, and events of one key get ids in the order of their versions.
 */
@ApplicationScoped
public class FeedInbox {

    /** Number of partitions of every feed; fixed for the life of an installation. */
    public static final int PARTITIONS = 16;

    /** The insert, for owners whose session is not a {@link SqlConnection}; parameters in the order of the columns. */
    public static final String APPEND_ONE =
            "INSERT INTO feed_inbox (part, key, version, body, traceparent, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

    private static final String APPEND =
            """
            INSERT INTO feed_inbox (part, key, version, body, traceparent, recorded_at)
            SELECT part, key, version, body, traceparent, $6
            FROM unnest($1::smallint[], $2::text[], $3::bigint[], $4::bytea[], $5::text[])
                 WITH ORDINALITY AS event (part, key, version, body, traceparent, nr)
            ORDER BY nr
            """;

    private final Clock clock;

    public FeedInbox(Clock clock) {
        this.clock = clock;
    }

    /** Appends events, in order, in the caller's transaction. */
    public Uni<Void> append(SqlConnection tx, List<NewEvent> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        int size = events.size();
        Short[] parts = new Short[size];
        String[] keys = new String[size];
        Long[] versions = new Long[size];
        Buffer[] bodies = new Buffer[size];
        String[] traceparents = new String[size];
        for (int i = 0; i < size; i++) {
            NewEvent event = events.get(i);
            parts[i] = partition(event.key());
            keys[i] = event.key();
            versions[i] = event.version();
            bodies[i] = Buffer.buffer(event.body());
            traceparents[i] = event.traceparent();
        }
        OffsetDateTime now = clock.instant().atOffset(java.time.ZoneOffset.UTC);
        Tuple arguments = Tuple.tuple()
                .addArrayOfShort(parts)
                .addArrayOfString(keys)
                .addArrayOfLong(versions)
                .addValue(bodies)
                .addArrayOfString(traceparents)
                .addOffsetDateTime(now);
        return tx.preparedQuery(APPEND).execute(arguments).replaceWithVoid();
    }

    /** The partition of a key, 0 to 15. */
    public static short partition(String key) {
        CRC32C crc = new CRC32C();
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        return (short) (crc.getValue() % PARTITIONS);
    }
}
