package dev.touchline.touch.report;

import com.google.protobuf.ByteString;
import dev.touchline.kit.identity.Identities;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Touches whose member nobody knows yet, by the identifiers that will tell. */
@ApplicationScoped
class Waiting {

    private static final String INSERT =
            """
            INSERT INTO touch_wait (hash, touch, rank)
            SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::smallint[])
            ON CONFLICT (hash, touch) DO NOTHING
            """;

    private static final String TOUCHES_OF =
            "SELECT touch, hash FROM touch_wait WHERE hash = ANY($1) ORDER BY touch, rank, hash";

    private static final String DELETE = "DELETE FROM touch_wait WHERE touch = ANY($1)";

    /** A touch, an identifier that will tell who it is for, and how much that identifier counts: the least decides. */
    record Wait(long touch, ByteString hash, int rank) {}

    Uni<Void> insert(SqlConnection tx, List<Wait> waits) {
        if (waits.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Columns<Wait> columns = new Columns<>(waits);
        Tuple arguments = Tuple.tuple()
                .addValue(waits.stream()
                        .map(wait -> Buffer.buffer(wait.hash().toByteArray()))
                        .toArray(Buffer[]::new))
                .addArrayOfLong(columns.longs(Wait::touch))
                .addArrayOfShort(columns.shorts(Wait::rank));
        return tx.preparedQuery(INSERT).execute(arguments).replaceWithVoid();
    }

    /** The touches that wait for one of these identifiers, each with its best one. */
    Uni<Map<Long, ByteString>> touchesOf(SqlConnection tx, Collection<ByteString> hashes) {
        return tx.preparedQuery(TOUCHES_OF)
                .execute(Tuple.tuple().addValue(Identities.buffers(hashes)))
                .map(rows -> {
                    Map<Long, ByteString> best = new LinkedHashMap<>();
                    for (Row row : rows) {
                        best.putIfAbsent(
                                row.getLong(0),
                                ByteString.copyFrom(row.getBuffer(1).getBytes()));
                    }
                    return best;
                });
    }

    /** These touches wait no more. */
    Uni<Void> delete(SqlConnection tx, Collection<Long> touches) {
        return touches.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(DELETE)
                        .execute(Tuple.tuple().addArrayOfLong(touches.toArray(Long[]::new)))
                        .replaceWithVoid();
    }
}
