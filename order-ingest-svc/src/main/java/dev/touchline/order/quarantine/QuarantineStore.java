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
import java.util.stream.Collectors;

/** The quarantine. A document that is offered again with the same content and the same fault is kept once. */
@ApplicationScoped
public class QuarantineStore {

    private static final String ADD =
            """
            INSERT INTO quarantine (source, type, number, fingerprint, reason, message, body, store, brands, quarantined_at)
            SELECT source, type, number, fingerprint, reason, message, body, store, string_to_array(brands, $10), $11
            FROM unnest($1::text[], $2::smallint[], $3::text[], $4::bytea[], $5::smallint[], $6::text[], $7::bytea[],
                        $8::text[], $9::text[])
                 AS added (source, type, number, fingerprint, reason, message, body, store, brands)
            ORDER BY source COLLATE "C", type, number COLLATE "C", fingerprint, reason
            ON CONFLICT (source, type, number, fingerprint, reason) WHERE left_at IS NULL DO NOTHING
            """;

    private static final String LOCK =
            """
            SELECT quarantine_id, body, reason, left_at IS NOT NULL AS has_left, closed_at IS NOT NULL AS is_closed
            FROM quarantine WHERE quarantine_id = ANY($1) ORDER BY quarantine_id FOR UPDATE
            """;

    private static final String CLOSE =
            "UPDATE quarantine SET closed_at = $2 WHERE quarantine_id = ANY($1) AND left_at IS NULL AND closed_at IS NULL";

    private static final String REOPEN =
            "UPDATE quarantine SET closed_at = NULL WHERE quarantine_id = ANY($1) AND left_at IS NULL";

    private static final String CLOSE_DISPLACED =
            """
            UPDATE quarantine SET closed_at = coalesce(closed_at, $6)
            FROM unnest($1::text[], $2::smallint[], $3::text[], $4::bytea[]) AS displaced (source, type, number, fingerprint)
            WHERE (quarantine.source, quarantine.type, quarantine.number, quarantine.fingerprint)
                  = (displaced.source, displaced.type, displaced.number, displaced.fingerprint)
              AND quarantine.reason = $5 AND quarantine.left_at IS NULL
            RETURNING quarantine.quarantine_id
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

    // Between the brands of a document; no key holds it.
    private static final String BETWEEN_BRANDS = "\u001f";

    /** A row of the quarantine; left: it was replayed with success; closed: a decision closed it. */
    public record Kept(long id, AcceptedDocument document, ErrorReason reason, boolean left, boolean closed) {}

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
                .text(fault -> fault.document().getDocument().getPlaces().getStore())
                .text(fault ->
                        Ownership.brands(fault.document().getDocument()).collect(Collectors.joining(BETWEEN_BRANDS)))
                .parameters()
                .addString(BETWEEN_BRANDS)
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
                        kept.put(
                                id,
                                new Kept(
                                        id,
                                        document,
                                        ErrorReason.forNumber(row.getShort("reason")),
                                        row.getBoolean("has_left"),
                                        row.getBoolean("is_closed")));
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

    /** Closes open rows: they stay in quarantine, and nobody waits for them. */
    public Uni<Void> close(SqlConnection tx, List<Long> ids, Instant now) {
        return ids.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(CLOSE)
                        .execute(Tuple.tuple()
                                .addArrayOfLong(ids.toArray(Long[]::new))
                                .addOffsetDateTime(ProtoTime.stored(now)))
                        .replaceWithVoid();
    }

    /** Opens closed rows: they wait for a person again. */
    public Uni<Void> reopen(SqlConnection tx, List<Long> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(REOPEN)
                        .execute(Tuple.tuple().addArrayOfLong(ids.toArray(Long[]::new)))
                        .replaceWithVoid();
    }

    /** Closes the rows of documents that conflict with what was decided to stand; answers their ids. */
    public Uni<List<Long>> closeDisplaced(SqlConnection tx, List<AcceptedDocument> documents, Instant now) {
        if (documents.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Tuple displaced = Keys.columns(
                        documents, document -> document.getDocument().getKey())
                .bytea(Content::fingerprint)
                .parameters()
                .addShort((short) ErrorReason.ERROR_REASON_CONFLICTING_DUPLICATE_VALUE)
                .addOffsetDateTime(ProtoTime.stored(now));
        return tx.preparedQuery(CLOSE_DISPLACED)
                .execute(displaced)
                .map(rows -> rows.stream().map(row -> row.getLong(0)).toList());
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
