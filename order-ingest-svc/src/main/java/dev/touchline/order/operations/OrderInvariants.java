package dev.touchline.order.operations;

import dev.touchline.kit.operations.Invariants;
import dev.touchline.kit.operations.SqlInvariant;
import dev.touchline.operations.v1.Figure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Nothing lost, nothing counted twice. */
@ApplicationScoped
public class OrderInvariants implements Invariants {

    private static final SqlInvariant INTAKE = new SqlInvariant(
            "intake",
            "Offered = accepted + duplicates + paired + quarantined, and each is what the tables hold",
            """
            WITH counted AS (
                SELECT coalesce(sum(offered), 0) AS offered, coalesce(sum(accepted), 0) AS accepted,
                       coalesce(sum(duplicates), 0) AS duplicates, coalesce(sum(paired), 0) AS paired,
                       coalesce(sum(quarantined), 0) AS quarantined
                FROM intake),
            held AS (
                SELECT (SELECT coalesce(sum(earlier_accepted + CASE WHEN set_aside OR paired THEN 0 ELSE 1 END), 0)
                        FROM document) AS accepted,
                       (SELECT count(*) FROM document WHERE paired) AS paired,
                       (SELECT count(*) FROM quarantine WHERE left_at IS NULL) AS quarantined),
            broken AS (
                SELECT 'sum' AS name FROM counted
                WHERE offered <> accepted + duplicates + paired + quarantined OR duplicates < 0
                UNION ALL SELECT 'accepted' FROM counted, held WHERE counted.accepted <> held.accepted
                UNION ALL SELECT 'paired' FROM counted, held WHERE counted.paired <> held.paired
                UNION ALL SELECT 'quarantined' FROM counted, held WHERE counted.quarantined <> held.quarantined)
            SELECT (SELECT offered FROM counted)::bigint, count(*), array_agg(name) FROM broken
            """);

    private static final SqlInvariant KEYS = new SqlInvariant(
            "document-keys",
            "Every document key has exactly one document, in a sale that exists, and every document has a key",
            """
            WITH broken AS (
                SELECT known.source || '/' || known.number AS name
                FROM document_key AS known LEFT JOIN document USING (sale_id, document_id) LEFT JOIN sale USING (sale_id)
                WHERE document.document_id IS NULL OR sale.sale_id IS NULL
                UNION ALL
                SELECT 'document ' || document.document_id
                FROM document LEFT JOIN document_key AS known USING (sale_id, document_id)
                WHERE known.document_id IS NULL)
            SELECT (SELECT count(*) FROM document), count(*), (array_agg(name))[1:5] FROM broken
            """);

    private static final SqlInvariant EVENTS = new SqlInvariant(
            "sale-events",
            "Every sale has a version and was told up to it, none left out",
            """
            WITH broken AS (
                SELECT sale.source || '/' || sale.number AS name
                FROM sale LEFT JOIN feed_told AS told ON told.key = 'sale/' || sale.sale_id
                WHERE sale.version = 0 OR told.version IS DISTINCT FROM sale.version)
            SELECT (SELECT count(*) FROM sale), count(*), (array_agg(name))[1:5] FROM broken
            """);

    private static final SqlInvariant WAITING = new SqlInvariant(
            "waiting",
            "No document waits for an identifier whose member is known",
            """
            SELECT count(*), count(*) FILTER (WHERE identity.member IS NOT NULL),
                   (array_agg('document ' || waiting.document_id) FILTER (WHERE identity.member IS NOT NULL))[1:5]
            FROM waiting LEFT JOIN identity USING (hash)
            """);

    // Of waiting refunds of one moment the key tells the first, in an order that SQL lacks: one that is not set aside
    // must do.
    private static final SqlInvariant SET_ASIDE = new SqlInvariant(
            "set-aside",
            "Exactly the refunds in another currency than their order, or than the first that waits for it, are set aside,"
                    + " each once in quarantine",
            """
            WITH refunds AS (
                SELECT refund.document_id, refund.set_aside,
                       refund.currency <> coalesce(orders.currency, first_value(refund.currency) OVER waiting) AS differs,
                       (SELECT count(*) FROM document_key AS known JOIN quarantine USING (source, type, number)
                        WHERE refund.set_aside AND known.sale_id = refund.sale_id
                          AND known.document_id = refund.document_id
                          AND quarantine.reason = 8 AND quarantine.left_at IS NULL) AS kept
                FROM document AS refund
                     LEFT JOIN document AS orders ON orders.sale_id = refund.sale_id AND orders.type = 1
                WHERE refund.type = 2
                WINDOW waiting AS (PARTITION BY refund.sale_id ORDER BY refund.occurred_at, refund.set_aside))
            SELECT count(*), count(*) FILTER (WHERE set_aside <> differs OR kept <> set_aside::int),
                   (array_agg('document ' || document_id)
                    FILTER (WHERE set_aside <> differs OR kept <> set_aside::int))[1:5]
            FROM refunds
            """);

    private static final SqlInvariant DECISIONS = new SqlInvariant(
            "quarantine-decisions",
            "A document in quarantine is closed exactly if the newest decision about it says so, with who decided and why",
            """
            WITH undecided AS (
                SELECT quarantine_id FROM quarantine
                WHERE left_at IS NULL
                  AND closed_at IS NOT NULL IS DISTINCT FROM
                      coalesce((SELECT kind IN (1, 3) AND subject <> '' AND note <> ''
                                FROM quarantine_decision AS decision
                                WHERE decision.quarantine_id = quarantine.quarantine_id
                                ORDER BY decision_id DESC LIMIT 1), false))
            SELECT (SELECT count(*) FROM quarantine WHERE closed_at IS NOT NULL), count(*),
                   (array_agg('quarantine ' || quarantine_id))[1:5]
            FROM undecided
            """);

    private static final SqlInvariant PAIRS = new SqlInvariant(
            "pairs",
            "A twin names a sale that stands and names it, the order of a twin counts zero and no other, unless twins are"
                    + " looked for",
            """
            WITH settled AS (
                SELECT * FROM sale WHERE NOT EXISTS (SELECT FROM pairing_due AS due WHERE due.sale_id = sale.sale_id)),
            broken AS (
                SELECT settled.source || '/' || settled.number AS name
                FROM settled LEFT JOIN sale AS other ON other.sale_id = settled.twin_of + settled.twin
                WHERE settled.twin_of > 0 AND (settled.twin > 0 OR other.twin IS DISTINCT FROM settled.sale_id)
                   OR settled.twin > 0 AND other.twin_of IS DISTINCT FROM settled.sale_id
                UNION ALL
                SELECT 'document ' || document.document_id
                FROM settled JOIN document USING (sale_id)
                WHERE paired AND (twin_of = 0 OR set_aside) OR document.type = 1 AND paired <> (twin_of > 0))
            SELECT (SELECT count(*) FROM sale WHERE twin_of > 0), count(*), (array_agg(name))[1:5] FROM broken
            """);

    private static final String FIGURES =
            """
            SELECT 'orders' AS name, count(*) AS value FROM document WHERE type = 1 AND NOT paired
            UNION ALL
            SELECT 'refund documents', count(*) FROM document WHERE type <> 1 AND NOT set_aside AND NOT paired
            UNION ALL
            SELECT 'paid:' || currency, sum(amount_minor)::bigint FROM document WHERE type = 1 AND NOT paired GROUP BY currency
            UNION ALL
            SELECT 'refunded:' || currency, sum(amount_minor)::bigint
            FROM document WHERE type <> 1 AND NOT set_aside AND NOT paired GROUP BY currency
            ORDER BY name
            """;

    @Override
    public List<SqlInvariant> invariants() {
        return List.of(INTAKE, KEYS, EVENTS, WAITING, SET_ASIDE, DECISIONS, PAIRS);
    }

    @Override
    public Uni<List<Figure>> figures(SqlClient client) {
        return client.query(FIGURES).execute().map(rows -> {
            List<Figure> figures = new ArrayList<>();
            rows.forEach(row -> figures.add(Figure.newBuilder()
                    .setName(row.getString("name"))
                    .setValue(row.getLong("value"))
                    .build()));
            return figures;
        });
    }
}
