package dev.touchline.order.quarantine;

import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.order.document.Content;
import dev.touchline.order.sale.DocumentStore;
import dev.touchline.order.sale.Keys;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.ErrorReason;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The quarantine. A document that is offered again with the same content and the same fault is kept once. */
@ApplicationScoped
public class QuarantineStore {

    private static final String ADD =
            """
            INSERT INTO quarantine (source, type, number, fingerprint, reason, message, body, quarantined_at)
            SELECT source, type, number, fingerprint, reason, message, body, $8
            FROM unnest($1::text[], $2::smallint[], $3::text[], $4::bytea[], $5::smallint[], $6::text[], $7::bytea[])
                 AS added (source, type, number, fingerprint, reason, message, body)
            ORDER BY source COLLATE "C", type, number COLLATE "C", fingerprint, reason
            ON CONFLICT (source, type, number, fingerprint, reason) WHERE left_at IS NULL DO NOTHING
            """;

    private static final String LOCK =
            """
            SELECT quarantine_id, body, left_at IS NOT NULL AS has_left
            FROM quarantine WHERE quarantine_id = ANY($1) ORDER BY quarantine_id FOR UPDATE
            """;

    private static final String LEAVE =
            "UPDATE quarantine SET left_at = $2 WHERE quarantine_id = ANY($1) AND left_at IS NULL";

    private static final String LEAVE_ASIDE =
            """
            UPDATE quarantine SET left_at = $5
            FROM unnest($1::text[], $2::smallint[], $3::text[]) AS back (source, type, number)
            WHERE (quarantine.source, quarantine.type, quarantine.number) = (back.source, back.type, back.number)
              AND quarantine.reason = $4 AND quarantine.left_at IS NULL
            """;

    /** A document and why it was not accepted. */
    public record Fault(AcceptedDocument document, Rejection why) {}

    /** A row of the quarantine; left: it was replayed with success. */
    public record Kept(long id, AcceptedDocument document, boolean left) {}

    /** Puts documents in; answers how many were not there before. */
    public Uni<Integer> add(SqlConnection tx, List<Fault> faults, Instant now) {
        if (faults.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        Tuple added = Keys.columns(
                        faults, fault -> fault.document().getDocument().getKey())
                .bytea(fault -> Content.fingerprint(fault.document()))
                .smallint(fault -> fault.why().reason().getNumber())
                .text(fault -> fault.why().getMessage())
                .bytea(fault -> fault.document().toByteString())
                .parameters()
                .addOffsetDateTime(ProtoTime.stored(now));
        return tx.preparedQuery(ADD).execute(added).map(rows -> rows.rowCount());
    }

    /** Locks rows, by id; unknown ids are missing. */
    public Uni<Map<Long, Kept>> lock(SqlConnection tx, List<Long> ids) {
        return tx.preparedQuery(LOCK)
                .execute(Tuple.tuple().addArrayOfLong(ids.toArray(Long[]::new)))
                .map(rows -> {
                    Map<Long, Kept> kept = new HashMap<>();
                    for (Row row : rows) {
                        long id = row.getLong("quarantine_id");
                        AcceptedDocument document =
                                DocumentStore.parse(row.getBuffer("body").getBytes());
                        kept.put(id, new Kept(id, document, row.getBoolean("has_left")));
                    }
                    return kept;
                });
    }

    /** Takes rows out; answers how many were in. */
    public Uni<Integer> leave(SqlConnection tx, List<Long> ids, Instant now) {
        return ids.isEmpty()
                ? Uni.createFrom().item(0)
                : tx.preparedQuery(LEAVE)
                        .execute(Tuple.tuple()
                                .addArrayOfLong(ids.toArray(Long[]::new))
                                .addOffsetDateTime(ProtoTime.stored(now)))
                        .map(rows -> rows.rowCount());
    }

    /** Takes out documents that are no longer set aside; answers how many were in. */
    public Uni<Integer> leaveAside(SqlConnection tx, List<DocumentKey> keys, Instant now) {
        return keys.isEmpty()
                ? Uni.createFrom().item(0)
                : tx.preparedQuery(LEAVE_ASIDE)
                        .execute(Keys.tuple(keys)
                                .addShort((short) ErrorReason.ERROR_REASON_CURRENCY_MISMATCH_VALUE)
                                .addOffsetDateTime(ProtoTime.stored(now)))
                        .map(rows -> rows.rowCount());
    }
}
