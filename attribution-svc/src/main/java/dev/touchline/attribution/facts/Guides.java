package dev.touchline.attribution.facts;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.touchline.attribution.facts.Organisation.Versioned;
import dev.touchline.attribution.fold.GuidePlaces;
import dev.touchline.member.v1.Guide;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where guides worked. Changed under the lock that keeps sales and bindings out: see {@link Organisation}. */
@ApplicationScoped
public class Guides {

    private static final String CHANGED =
            """
            SELECT key FROM unnest($1::text[], $2::bigint[], $3::bytea[]) AS told (key, version, body)
            LEFT JOIN guide USING (key)
            WHERE guide.version IS NULL OR (guide.version < told.version AND guide.body <> told.body)
            """;

    private static final String UPSERT =
            """
            INSERT INTO guide (key, version, body) SELECT * FROM unnest($1::text[], $2::bigint[], $3::bytea[])
            ON CONFLICT (key) DO UPDATE SET version = excluded.version, body = excluded.body
            WHERE guide.version < excluded.version
            """;

    private static final String UNITS_NAMING =
            """
            SELECT DISTINCT unit FROM sale WHERE guides && $1::text[] AND guides <> '{}'
            UNION
            SELECT unit FROM binding WHERE cloud_guides && $1::text[] AND cloud_guides <> '{}'
            """;

    private static final String BY_KEY = "SELECT key, body FROM guide WHERE key = ANY($1)";

    /** Units with a sale through a link of a guide whom these events move, or operated by one. */
    Uni<List<Long>> unitsMoved(SqlClient client, List<Versioned<Guide>> told) {
        return client.preparedQuery(CHANGED)
                .execute(parameters(told))
                .map(Rows::strings)
                .chain(changed -> changed.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : client.preparedQuery(UNITS_NAMING)
                                .execute(Tuple.tuple().addArrayOfString(changed.toArray(String[]::new)))
                                .map(Rows::longs));
    }

    Uni<Void> upsert(SqlConnection tx, List<Versioned<Guide>> told) {
        return tx.preparedQuery(UPSERT).execute(parameters(told)).replaceWithVoid();
    }

    Uni<Void> forget(SqlConnection tx) {
        return tx.query("DELETE FROM guide").execute().replaceWithVoid();
    }

    /** Where those guides worked, as far as they are known. */
    public Uni<Map<String, GuidePlaces>> byKey(SqlClient client, Collection<String> keys) {
        if (keys.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return client.preparedQuery(BY_KEY)
                .execute(Tuple.tuple().addArrayOfString(keys.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, GuidePlaces> guides = new HashMap<>();
                    for (Row row : rows) {
                        guides.put(row.getString(0), parse(row.getBuffer(1).getBytes()));
                    }
                    return guides;
                });
    }

    private static Tuple parameters(List<Versioned<Guide>> told) {
        return Tuple.tuple()
                .addArrayOfString(Rows.texts(told, guide -> guide.state().getKey()))
                .addArrayOfLong(Rows.numbers(told, Versioned::version))
                .addValue(told.stream()
                        .map(guide -> Buffer.buffer(stored(guide.state()).toByteArray()))
                        .toArray(Buffer[]::new));
    }

    private static Guide stored(Guide guide) {
        return Guide.newBuilder().addAllStores(guide.getStoresList()).build();
    }

    private static GuidePlaces parse(byte[] body) {
        try {
            return FactMessages.places(Guide.parseFrom(body));
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("A stored guide cannot be read", broken);
        }
    }
}
