package dev.touchline.order.quarantine;

import com.google.protobuf.ByteString;
import dev.touchline.kit.sql.Columns;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.order.sale.DocumentStore;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.QuarantineDecision;
import dev.touchline.order.v1.QuarantineDecisionKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was decided about documents in quarantine: written in the transaction that acts on it, never changed. */
@ApplicationScoped
public class DecisionStore {

    private static final String RECORD =
            """
            INSERT INTO quarantine_decision (quarantine_id, kind, corrected, displaced, decision_key, subject, note, decided_at)
            SELECT quarantine_id, kind, corrected, displaced, nullif($5, ''), $6, $7, $8
            FROM unnest($1::bigint[], $2::smallint[], $3::bytea[], $4::bytea[])
                 AS decided (quarantine_id, kind, corrected, displaced)
            ORDER BY quarantine_id
            """;

    private static final String NEWEST =
            """
            SELECT DISTINCT ON (quarantine_id) quarantine_id, kind, subject, decided_at,
                   coalesce(bool_or(decision_key = $2) OVER (PARTITION BY quarantine_id), false) AS told_before
            FROM quarantine_decision WHERE quarantine_id = ANY($1) ORDER BY quarantine_id, decision_id DESC
            """;

    private static final String OF_DOCUMENT =
            """
            SELECT kind, subject, note, decided_at, corrected, displaced
            FROM quarantine_decision WHERE quarantine_id = $1 ORDER BY decision_id LIMIT 100
            """;

    /**
     * A decision about one document.
     *
     * @param corrected what was offered instead; null: nothing
     * @param displaced what stood until then and was put aside; null: nothing
     */
    public record Decision(
            long quarantineId, QuarantineDecisionKind kind, AcceptedDocument corrected, AcceptedDocument displaced) {

        /** A decision that is its kind alone. */
        public static Decision of(long quarantineId, QuarantineDecisionKind kind) {
            return new Decision(quarantineId, kind, null, null);
        }
    }

    /**
     * Why and by whom.
     *
     * @param key what its sender calls the decision; empty: nothing
     * @param subject of the caller's token
     */
    public record Reasons(String key, String subject, String note, Instant at) {}

    /**
     * The newest decision about a document.
     *
     * @param toldBefore whether this or an older one has the key that was asked for
     */
    public record Newest(QuarantineDecisionKind kind, String subject, Instant at, boolean toldBefore) {}

    /** Records decisions that were taken together. */
    public Uni<Void> record(SqlConnection tx, List<Decision> decisions, Reasons reasons) {
        if (decisions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple recorded = new Columns<>(decisions)
                .bigint(Decision::quarantineId)
                .smallint(decision -> decision.kind().getNumber())
                .bytea(decision -> bytes(decision.corrected()))
                .bytea(decision -> bytes(decision.displaced()))
                .parameters()
                .addString(reasons.key())
                .addString(reasons.subject())
                .addString(reasons.note())
                .addOffsetDateTime(ProtoTime.stored(reasons.at()));
        return tx.preparedQuery(RECORD).execute(recorded).replaceWithVoid();
    }

    /** The newest decisions about documents, by id; what nobody decided about is missing. */
    public Uni<Map<Long, Newest>> newest(SqlConnection tx, List<Long> ids, String key) {
        Tuple asked = Tuple.tuple().addArrayOfLong(ids.toArray(Long[]::new)).addString(key);
        return tx.preparedQuery(NEWEST).execute(asked).map(rows -> {
            Map<Long, Newest> newest = new HashMap<>();
            rows.forEach(row -> newest.put(
                    row.getLong("quarantine_id"),
                    new Newest(
                            QuarantineDecisionKind.forNumber(row.getShort("kind")),
                            row.getString("subject"),
                            row.getOffsetDateTime("decided_at").toInstant(),
                            row.getBoolean("told_before"))));
            return newest;
        });
    }

    /** The decisions about one document, oldest first. */
    public Uni<List<QuarantineDecision>> of(SqlClient client, long quarantineId) {
        return client.preparedQuery(OF_DOCUMENT)
                .execute(Tuple.of(quarantineId))
                .map(rows -> rows.stream().map(DecisionStore::decision).toList());
    }

    private static ByteString bytes(AcceptedDocument document) {
        return document == null ? null : document.toByteString();
    }

    private static QuarantineDecision decision(Row row) {
        QuarantineDecision.Builder decision = QuarantineDecision.newBuilder()
                .setKindValue(row.getShort("kind"))
                .setSubject(row.getString("subject"))
                .setNote(row.getString("note"))
                .setDecidedAt(ProtoTime.timestamp(row.getOffsetDateTime("decided_at")));
        if (row.getBuffer("corrected") != null) {
            decision.setCorrected(DocumentStore.parse(row.getBuffer("corrected").getBytes()));
        }
        if (row.getBuffer("displaced") != null) {
            decision.setDisplaced(DocumentStore.parse(row.getBuffer("displaced").getBytes()));
        }
        return decision.build();
    }
}
