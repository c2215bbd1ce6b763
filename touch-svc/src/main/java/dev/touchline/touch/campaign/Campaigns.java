package dev.touchline.touch.campaign;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.touchline.kit.paging.Page;
import dev.touchline.touch.v1.Campaign;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Campaigns in the database. */
@ApplicationScoped
class Campaigns {

    private static final String INSERT_OR_LOCK =
            """
            INSERT INTO campaign (key, version, unit, control_ppm, body)
            SELECT key, version, unit, control_ppm, body
            FROM unnest($1::text[], $2::bigint[], $3::integer[], $4::integer[], $5::bytea[])
                 AS campaign (key, version, unit, control_ppm, body)
            ORDER BY key
            ON CONFLICT (key) DO UPDATE SET version = campaign.version WHERE false
            RETURNING key
            """;

    private static final String UPDATE =
            """
            UPDATE campaign
            SET version = changed.version, unit = changed.unit, control_ppm = changed.control_ppm, body = changed.body
            FROM unnest($1::text[], $2::bigint[], $3::integer[], $4::integer[], $5::bytea[])
                 AS changed (key, version, unit, control_ppm, body)
            WHERE campaign.key = changed.key
            """;

    private static final String BY_KEY = "SELECT version, body FROM campaign WHERE key = ANY($1)";

    private static final String AFTER_KEY = "SELECT version, body FROM campaign WHERE key > $1 ORDER BY key LIMIT $2";

    /** A campaign as it is stored. */
    record Stored(long version, Campaign campaign) {

        String key() {
            return campaign.getKey();
        }
    }

    /** Inserts campaigns that are new, with version 1, and locks the others; answers the keys that were new. */
    Uni<Set<String>> insertOrLock(SqlConnection tx, Collection<Campaign> campaigns) {
        List<Stored> rows = campaigns.stream().map(each -> new Stored(1, each)).toList();
        return tx.preparedQuery(INSERT_OR_LOCK).execute(columns(rows)).map(inserted -> {
            Set<String> keys = new HashSet<>();
            inserted.forEach(row -> keys.add(row.getString(0)));
            return keys;
        });
    }

    Uni<Void> update(SqlConnection tx, List<Stored> changed) {
        return changed.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(UPDATE).execute(columns(changed)).replaceWithVoid();
    }

    /** Campaigns by key; unknown keys are missing. */
    Uni<Map<String, Stored>> find(SqlClient client, Collection<String> keys) {
        return client.preparedQuery(BY_KEY)
                .execute(Tuple.tuple().addArrayOfString(keys.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, Stored> found = new HashMap<>();
                    rows.forEach(row -> {
                        Stored stored = stored(row);
                        found.put(stored.key(), stored);
                    });
                    return found;
                });
    }

    Uni<List<Campaign>> page(SqlClient client, Page page) {
        return client.preparedQuery(AFTER_KEY)
                .execute(Tuple.of(page.after(), page.size()))
                .map(rows -> rows.stream().map(row -> stored(row).campaign()).toList());
    }

    private static Tuple columns(List<Stored> rows) {
        return Tuple.tuple()
                .addArrayOfString(rows.stream().map(Stored::key).toArray(String[]::new))
                .addArrayOfLong(rows.stream().map(Stored::version).toArray(Long[]::new))
                .addArrayOfInteger(numbers(rows, Campaign::getUnitValue))
                .addArrayOfInteger(numbers(rows, Campaign::getControlPpm))
                .addValue(rows.stream()
                        .map(row -> Buffer.buffer(row.campaign().toByteArray()))
                        .toArray(Buffer[]::new));
    }

    private static Integer[] numbers(List<Stored> rows, Function<Campaign, Integer> column) {
        return rows.stream().map(Stored::campaign).map(column).toArray(Integer[]::new);
    }

    private static Stored stored(Row row) {
        try {
            ByteString body = ByteString.copyFrom(row.getBuffer("body").getBytes());
            return new Stored(row.getLong("version"), Campaign.parseFrom(body));
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("Stored campaign cannot be read", broken);
        }
    }
}
