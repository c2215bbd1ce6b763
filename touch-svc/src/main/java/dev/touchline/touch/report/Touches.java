package dev.touchline.touch.report;

import dev.touchline.kit.time.ProtoTime;
import dev.touchline.touch.journey.Addressee;
import dev.touchline.touch.journey.Candidate;
import dev.touchline.touch.journey.Content;
import dev.touchline.touch.journey.Journey;
import dev.touchline.touch.journey.OrderKey;
import dev.touchline.touch.journey.StageFact;
import dev.touchline.touch.journey.TouchKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Touches in the database. */
@ApplicationScoped
class Touches {

    // One statement inserts what is new and locks what is there, in one order everywhere: of two batches with the same
    // touches one waits for the other, and neither for ever.
    private static final String INSERT_OR_LOCK =
            """
            INSERT INTO touch (source, number, version, member, campaign, channel, guide, store, coupon, message_class,
                               cost, cost_currency, expires_at, by_cloud_guide, redeemed_source, redeemed_type,
                               redeemed_number, recorded_at, named_member)
            SELECT source, number, 1, member, campaign, channel, guide, store, coupon, message_class,
                   cost, cost_currency, expires_at, by_cloud_guide, redeemed_source, redeemed_type,
                   redeemed_number, $17, named_member
            FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::smallint[], $6::text[], $7::text[],
                        $8::text[], $9::smallint[], $10::bigint[], $11::text[], $12::timestamptz[], $13::boolean[],
                        $14::text[], $15::smallint[], $16::text[], $18::bigint[])
                 AS said (source, number, member, campaign, channel, guide, store, coupon, message_class, cost,
                          cost_currency, expires_at, by_cloud_guide, redeemed_source, redeemed_type, redeemed_number,
                          named_member)
            ORDER BY source, number
            ON CONFLICT (source, number) DO UPDATE SET version = touch.version WHERE false
            RETURNING source, number, id
            """;

    private static final String COLUMNS_BY_KEY =
            """
            SELECT id, source, number, version, member, campaign, channel, guide, store, coupon, message_class, cost,
                   cost_currency, expires_at, by_cloud_guide, redeemed_source, redeemed_type, redeemed_number, named_member
            FROM touch JOIN unnest($1::text[], $2::text[]) AS asked (source, number) USING (source, number)
            """;

    private static final String COLUMNS_BY_ID =
            """
            SELECT id, source, number, version, member, campaign, channel, guide, store, coupon, message_class, cost,
                   cost_currency, expires_at, by_cloud_guide, redeemed_source, redeemed_type, redeemed_number, named_member
            FROM touch WHERE id = ANY($1)
            """;

    private static final String LOCK = "SELECT id FROM touch WHERE id = ANY($1) ORDER BY source, number FOR UPDATE";

    private static final String UPDATE =
            """
            UPDATE touch
            SET version = changed.version, member = changed.member, redeemed_source = changed.redeemed_source,
                redeemed_type = changed.redeemed_type, redeemed_number = changed.redeemed_number,
                named_member = changed.named_member
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::smallint[], $6::text[],
                        $7::bigint[])
                 AS changed (id, version, member, redeemed_source, redeemed_type, redeemed_number, named_member)
            WHERE touch.id = changed.id
            """;

    private static final OrderKey NOT_REDEEMED = new OrderKey("", 0, "");

    private final Stages stages;
    private final Candidates candidates;

    Touches(Stages stages, Candidates candidates) {
        this.stages = stages;
        this.candidates = candidates;
    }

    /** Inserts touches that are new, as their first report says, and locks the others; answers the ids of the new. */
    Uni<Map<TouchKey, Long>> insertOrLock(SqlConnection tx, Map<TouchKey, Journey> first, Instant now) {
        Columns<Map.Entry<TouchKey, Journey>> columns = new Columns<>(List.copyOf(first.entrySet()));
        Tuple arguments = Tuple.tuple()
                .addArrayOfString(columns.texts(row -> row.getKey().source()))
                .addArrayOfString(columns.texts(row -> row.getKey().number()))
                .addArrayOfLong(columns.longs(row -> member(row.getValue())))
                .addArrayOfString(columns.texts(content(Content::campaign)))
                .addArrayOfShort(columns.shorts(content(Content::channel)))
                .addArrayOfString(columns.texts(content(Content::guide)))
                .addArrayOfString(columns.texts(content(Content::store)))
                .addArrayOfString(columns.texts(content(Content::coupon)))
                .addArrayOfShort(columns.shorts(content(Content::messageClass)))
                .addArrayOfLong(columns.longs(content(Content::cost)))
                .addArrayOfString(columns.texts(content(Content::costCurrency)))
                .addArrayOfOffsetDateTime(columns.times(content(Content::expiresAt)))
                .addArrayOfBoolean(columns.flags(content(Content::byCloudGuide)))
                .addArrayOfString(columns.texts(row -> order(row.getValue()).source()))
                .addArrayOfShort(columns.shorts(row -> order(row.getValue()).type()))
                .addArrayOfString(columns.texts(row -> order(row.getValue()).number()))
                .addOffsetDateTime(ProtoTime.stored(now))
                .addArrayOfLong(columns.longs(row -> named(row.getValue())));
        return tx.preparedQuery(INSERT_OR_LOCK).execute(arguments).map(rows -> {
            Map<TouchKey, Long> ids = new HashMap<>();
            rows.forEach(row -> ids.put(new TouchKey(row.getString(0), row.getString(1)), row.getLong(2)));
            return ids;
        });
    }

    /** Touches by key, with their stages; unknown keys are missing. */
    Uni<List<TouchState>> find(SqlClient client, Collection<TouchKey> keys) {
        if (keys.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Columns<TouchKey> columns = new Columns<>(List.copyOf(keys));
        Tuple arguments = Tuple.tuple()
                .addArrayOfString(columns.texts(TouchKey::source))
                .addArrayOfString(columns.texts(TouchKey::number));
        return client.preparedQuery(COLUMNS_BY_KEY).execute(arguments).chain(rows -> withFacts(client, rows));
    }

    /** Touches by id, locked until the transaction ends, as they are once they are locked. */
    Uni<List<TouchState>> lock(SqlConnection tx, Collection<Long> ids) {
        return tx.preparedQuery(LOCK)
                .execute(Tuple.tuple().addArrayOfLong(ids.toArray(Long[]::new)))
                .map(rows -> rows.stream().map(row -> row.getLong(0)).toArray(Long[]::new))
                .chain(locked ->
                        tx.preparedQuery(COLUMNS_BY_ID).execute(Tuple.tuple().addArrayOfLong(locked)))
                .chain(rows -> withFacts(tx, rows));
    }

    Uni<Void> update(SqlConnection tx, List<TouchState> changed) {
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Columns<TouchState> columns = new Columns<>(changed);
        Tuple arguments = Tuple.tuple()
                .addArrayOfLong(columns.longs(TouchState::id))
                .addArrayOfLong(columns.longs(TouchState::version))
                .addArrayOfLong(columns.longs(touch -> member(touch.journey())))
                .addArrayOfString(columns.texts(touch -> order(touch.journey()).source()))
                .addArrayOfShort(columns.shorts(touch -> order(touch.journey()).type()))
                .addArrayOfString(columns.texts(touch -> order(touch.journey()).number()))
                .addArrayOfLong(columns.longs(touch -> named(touch.journey())));
        return tx.preparedQuery(UPDATE).execute(arguments).replaceWithVoid();
    }

    private Uni<List<TouchState>> withFacts(SqlClient client, RowSet<Row> rows) {
        List<Long> ids = rows.stream().map(row -> row.getLong("id")).toList();
        return stages.ofTouches(client, ids)
                .chain(facts -> candidates.ofTouches(client, ids).map(named -> {
                    List<TouchState> touches = new ArrayList<>();
                    for (Row row : rows) {
                        long id = row.getLong("id");
                        touches.add(touch(row, facts.getOrDefault(id, List.of()), named.getOrDefault(id, Map.of())));
                    }
                    return touches;
                }));
    }

    private static TouchState touch(Row row, List<StageFact> facts, Map<Candidate, Long> candidates) {
        Long named = row.getLong("named_member");
        OrderKey order = new OrderKey(
                row.getString("redeemed_source"), row.getShort("redeemed_type"), row.getString("redeemed_number"));
        return new TouchState(
                row.getLong("id"),
                new TouchKey(row.getString("source"), row.getString("number")),
                row.getLong("version"),
                Journey.of(
                        content(row),
                        new Addressee(named == null ? 0 : named, candidates),
                        facts,
                        order.equals(NOT_REDEEMED) ? null : order));
    }

    private static Content content(Row row) {
        OffsetDateTime expiresAt = row.getOffsetDateTime("expires_at");
        return new Content(
                row.getString("campaign"),
                row.getShort("channel"),
                row.getString("guide"),
                row.getString("store"),
                row.getString("coupon"),
                row.getShort("message_class"),
                row.getLong("cost"),
                row.getString("cost_currency"),
                expiresAt == null ? null : expiresAt.toInstant(),
                row.getBoolean("by_cloud_guide"));
    }

    private static <V> Function<Map.Entry<TouchKey, Journey>, V> content(Function<Content, V> column) {
        return row -> column.apply(row.getValue().content());
    }

    private static Long member(Journey journey) {
        return journey.member() == 0 ? null : journey.member();
    }

    private static Long named(Journey journey) {
        return journey.addressee().named() == 0 ? null : journey.addressee().named();
    }

    private static OrderKey order(Journey journey) {
        return journey.redeemedOn() == null ? NOT_REDEEMED : journey.redeemedOn();
    }
}
