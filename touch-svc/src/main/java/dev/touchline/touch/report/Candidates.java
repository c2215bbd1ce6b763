package dev.touchline.touch.report;

import com.google.protobuf.ByteString;
import dev.touchline.kit.identity.Identities;
import dev.touchline.touch.journey.Candidate;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Identifiers that touches were reported with, in the database. Rows are added under the locks of the identity and of the
 * touch; they learn their member once and stay, so that a later report is judged together with the earlier ones.
 */
@ApplicationScoped
class Candidates {

    private static final String OF_TOUCHES =
            "SELECT touch, rank, hash, member FROM touch_candidate WHERE touch = ANY($1)";

    private static final String INSERT =
            """
            INSERT INTO touch_candidate (hash, touch, rank, member)
            SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::smallint[], $4::bigint[])
            ON CONFLICT (hash, touch) DO UPDATE SET member = excluded.member
            """;

    private static final String TOUCHES_OF =
            """
            SELECT DISTINCT touch
            FROM touch_candidate AS candidate JOIN unnest($1::bytea[], $2::bigint[]) AS told (hash, member) USING (hash)
            WHERE candidate.member IS DISTINCT FROM told.member
            """;

    private static final String LEARN =
            """
            UPDATE touch_candidate AS candidate SET member = told.member
            FROM unnest($1::bytea[], $2::bigint[]) AS told (hash, member)
            WHERE candidate.hash = told.hash AND candidate.member IS DISTINCT FROM told.member
            """;

    /** An identifier of a touch and its member; 0: nobody knows yet. */
    record Kept(long touch, Candidate candidate, long member) {}

    /** The hash as a candidate has it. */
    static String digits(ByteString hash) {
        return HexFormat.of().formatHex(hash.toByteArray());
    }

    Uni<Map<Long, Map<Candidate, Long>>> ofTouches(SqlClient client, Collection<Long> touches) {
        if (touches.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return client.preparedQuery(OF_TOUCHES)
                .execute(Tuple.tuple().addArrayOfLong(touches.toArray(Long[]::new)))
                .map(rows -> {
                    Map<Long, Map<Candidate, Long>> candidates = new HashMap<>();
                    for (Row row : rows) {
                        Long member = row.getLong(3);
                        candidates
                                .computeIfAbsent(row.getLong(0), touch -> new HashMap<>())
                                .put(candidate(row), member == null ? 0 : member);
                    }
                    return candidates;
                });
    }

    Uni<Void> insert(SqlConnection tx, List<Kept> kept) {
        if (kept.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple arguments = Tuple.tuple()
                .addValue(kept.stream()
                        .map(each -> Buffer.buffer(
                                HexFormat.of().parseHex(each.candidate().hash())))
                        .toArray(Buffer[]::new))
                .addArrayOfLong(kept.stream().map(Kept::touch).toArray(Long[]::new))
                .addArrayOfShort(kept.stream()
                        .map(each -> (short) each.candidate().rank())
                        .toArray(Short[]::new))
                .addArrayOfLong(kept.stream()
                        .map(each -> each.member() == 0 ? null : each.member())
                        .toArray(Long[]::new));
        return tx.preparedQuery(INSERT).execute(arguments).replaceWithVoid();
    }

    /** The touches to which it is news who is behind these hashes. */
    Uni<List<Long>> touchesOf(SqlConnection tx, Map<ByteString, Long> members) {
        return tx.preparedQuery(TOUCHES_OF)
                .execute(told(members))
                .map(rows -> rows.stream().map(row -> row.getLong(0)).toList());
    }

    /** Notes who is behind these hashes; the touches are locked. */
    Uni<Void> learn(SqlConnection tx, Map<ByteString, Long> members) {
        return tx.preparedQuery(LEARN).execute(told(members)).replaceWithVoid();
    }

    private static Tuple told(Map<ByteString, Long> members) {
        List<ByteString> hashes = List.copyOf(members.keySet());
        return Tuple.tuple()
                .addValue(Identities.buffers(hashes))
                .addArrayOfLong(hashes.stream().map(members::get).toArray(Long[]::new));
    }

    private static Candidate candidate(Row row) {
        return new Candidate(
                row.getShort(1), HexFormat.of().formatHex(row.getBuffer(2).getBytes()));
    }
}
