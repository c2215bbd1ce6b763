package dev.touchline.report.check;

import dev.touchline.kit.operations.Invariants;
import dev.touchline.kit.operations.SqlInvariant;
import dev.touchline.operations.v1.Figure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The invariants of the domain as far as reports can break them, and the figures that other services must agree with. */
@ApplicationScoped
public class ReportInvariants implements Invariants {

    private static final SqlInvariant CONSERVATION = new SqlInvariant(
            "conservation",
            "For each sale, brand and model: credits + organic = net",
            """
            SELECT count(*), count(*) FILTER (WHERE broken), (array_agg(document) FILTER (WHERE broken))[1:5]
            FROM (SELECT sale.document, leaf.net <> leaf.organic + coalesce(given.amount, 0) AS broken
                  FROM leaf JOIN sale USING (sale_id) CROSS JOIN generate_series(1, 6) AS models (model)
                  LEFT JOIN (SELECT sale_id, brand, model, sum(amount) AS amount
                             FROM credit, unnest(amounts) WITH ORDINALITY AS given (amount, model)
                             GROUP BY sale_id, brand, model) AS given USING (sale_id, brand, model)) AS leaves
            """);

    private static final SqlInvariant SHARES = new SqlInvariant(
            "shares",
            "For each touched sale, brand and model: the shares of its touches add up to exactly one order",
            """
            SELECT count(*), count(*) FILTER (WHERE broken), (array_agg(document) FILTER (WHERE broken))[1:5]
            FROM (SELECT sale.document, given.share <> 1000000000000 AS broken
                  FROM (SELECT sale_id, sum(share) AS share
                        FROM credit, unnest(shares) WITH ORDINALITY AS given (share, model)
                        GROUP BY sale_id, brand, model) AS given JOIN sale USING (sale_id)) AS orders
            """);

    private static final SqlInvariant BOUNDS = new SqlInvariant(
            "bounds",
            "Net = paid − refunded, 0 ≤ refunded ≤ paid, each credit is between 0 and net, and without order nothing is paid",
            """
            SELECT count(*), count(*) FILTER (WHERE broken), (array_agg(document) FILTER (WHERE broken))[1:5]
            FROM (SELECT sale.document, net <> paid - refunded OR refunded NOT BETWEEN 0 AND paid OR unmatched < 0
                         OR organic NOT IN (0, net) OR given.least < 0 OR given.greatest > net
                         OR (NOT has_order AND paid <> 0) AS broken
                  FROM leaf JOIN sale USING (sale_id)
                  LEFT JOIN (SELECT sale_id, brand, min(amount) AS least, max(amount) AS greatest
                             FROM credit, unnest(amounts) AS given (amount)
                             GROUP BY sale_id, brand) AS given USING (sale_id, brand)) AS leaves
            """);

    private static final SqlInvariant DAYS = new SqlInvariant(
            "days",
            "For each business day and currency: Σ campaigns + organic = net",
            """
            SELECT count(*), count(*) FILTER (WHERE broken), (array_agg(day::text) FILTER (WHERE broken))[1:5]
            FROM (SELECT day, sum(net) <> sum(organic) + sum(campaigns) AS broken
                  FROM (SELECT day, currency, net, organic, 0 AS campaigns FROM leaf
                        UNION ALL
                        SELECT day, currency, 0, 0, sum(amounts[1])
                        FROM credit JOIN leaf USING (sale_id, brand) GROUP BY day, currency, campaign) AS parts
                  GROUP BY day, currency) AS days
            """);

    private static final SqlInvariant ROLL_UP = new SqlInvariant(
            "roll-up",
            "For each currency: the net of all days, of all brands, of all sales channels, and of all touch channels with"
                    + " organic, is the total",
            """
            SELECT count(*), count(*) FILTER (WHERE broken), (array_agg(way) FILTER (WHERE broken))[1:5]
            FROM (SELECT way || ':' || currency AS way, sum(parts.net) IS DISTINCT FROM total.net AS broken
                  FROM (SELECT currency, CASE WHEN GROUPING(day) = 0 THEN 'days' WHEN GROUPING(brand) = 0 THEN 'brands'
                                         ELSE 'sales channels' END AS way, sum(net) AS net
                        FROM leaf GROUP BY GROUPING SETS ((currency, day), (currency, brand), (currency, sales_channel))
                        UNION ALL
                        SELECT currency, 'touch channels', sum(organic) FROM leaf GROUP BY currency
                        UNION ALL
                        SELECT currency, 'touch channels', sum(amounts[1])
                        FROM credit JOIN leaf USING (sale_id, brand) GROUP BY currency, channel) AS parts
                  JOIN (SELECT currency, sum(net) AS net FROM leaf GROUP BY currency) AS total USING (currency)
                  GROUP BY way, currency, total.net) AS ways
            """);

    private static final SqlInvariant ENTRIES = new SqlInvariant(
            "present-entries",
            "Every leaf belongs to a sale that stands, every credit to a leaf with an order",
            """
            SELECT (SELECT count(*) FROM leaf) + (SELECT count(*) FROM credit), count(*), (array_agg(stray))[1:5]
            FROM (SELECT 'leaf of sale ' || sale_id AS stray FROM leaf
                  WHERE NOT EXISTS (SELECT FROM sale WHERE sale.sale_id = leaf.sale_id AND document <> '')
                  UNION ALL
                  SELECT 'credit of sale ' || sale_id FROM credit
                  WHERE NOT EXISTS (SELECT FROM leaf WHERE leaf.sale_id = credit.sale_id AND leaf.brand = credit.brand
                                    AND leaf.has_order))
                 AS strays
            """);

    private static final SqlInvariant PERFORMANCE = new SqlInvariant(
            "performance-conservation",
            "For each sale and brand: whose performance it is is decided, and stores + partners + house = net and unmatched",
            """
            SELECT count(*), count(*) FILTER (WHERE broken), (array_agg(document) FILTER (WHERE broken))[1:5]
            FROM (SELECT coalesce(sale.document, 'booking of sale ' || sale_id) AS document,
                         (coalesce(leaf.paid, 0), coalesce(leaf.refunded, 0), coalesce(leaf.unmatched, 0))
                         <> (coalesce(owned.paid, 0), coalesce(owned.refunded, 0), coalesce(owned.unmatched, 0))
                         OR NOT coalesce(owned.decided, true) OR coalesce(leaf.has_order, false) <> coalesce(owned.ordered, false)
                         AS broken
                  FROM leaf FULL JOIN (SELECT sale_id, brand, day, sum(paid) AS paid, sum(refunded) AS refunded,
                                              sum(unmatched) AS unmatched, bool_and(decided) AS decided,
                                              bool_or(is_order) AS ordered
                                       FROM booking GROUP BY sale_id, brand, day) AS owned USING (sale_id, brand, day)
                  LEFT JOIN sale USING (sale_id)) AS leaves
            """);

    private static final SqlInvariant RESTATEMENTS = new SqlInvariant(
            "restatement-conservation",
            "For each sale all movements add up to its ledger, and for each copy and view those up to its cut to what is published",
            """
            SELECT count(*), count(*) FILTER (WHERE broken), (array_agg(name) FILTER (WHERE broken))[1:5]
            FROM (SELECT coalesce(sale.document, 'sale ' || sale_id) AS name,
                         (coalesce(leaf.paid, 0), coalesce(leaf.refunded, 0), coalesce(leaf.unmatched, 0),
                          coalesce(leaf.net, 0), coalesce(given.amount, 0))
                         <> (coalesce(moved.paid, 0), coalesce(moved.refunded, 0), coalesce(moved.unmatched, 0),
                             coalesce(moved.given, 0), coalesce(moved.credited, 0)) AS broken
                  FROM (SELECT sale_id, sum(paid) AS paid, sum(refunded) AS refunded, sum(unmatched) AS unmatched,
                               sum(net) AS net
                        FROM leaf GROUP BY sale_id) AS leaf
                  LEFT JOIN (SELECT sale_id, sum(amounts[1]) AS amount FROM credit GROUP BY sale_id) AS given USING (sale_id)
                  FULL JOIN (SELECT sale_id, sum(paid) AS paid, sum(refunded) AS refunded,
                                    sum(unmatched) FILTER (WHERE ledger = 2) AS unmatched, sum(credited) AS given,
                                    sum(credited) FILTER (WHERE campaign <> '') AS credited
                             FROM movement GROUP BY sale_id) AS moved USING (sale_id)
                  LEFT JOIN sale USING (sale_id)
                  UNION ALL
                  SELECT 'copy ' || cut || ' view ' || view,
                         (coalesce(copy.paid, 0), coalesce(copy.refunded, 0), coalesce(copy.unmatched, 0),
                          coalesce(copy.touched, 0), coalesce(copy.credited, 0))
                         <> (coalesce(moved.paid, 0), coalesce(moved.refunded, 0), coalesce(moved.unmatched, 0),
                             coalesce(moved.touched, 0), coalesce(moved.credited, 0))
                  FROM (SELECT cut, view, sum(paid) AS paid, sum(refunded) AS refunded, sum(unmatched) AS unmatched,
                               sum(touched) AS touched, sum(credited) AS credited
                        FROM published_number GROUP BY cut, view) AS copy
                  FULL JOIN (SELECT copy.cut, view, sum(paid) AS paid, sum(refunded) AS refunded,
                                    sum(unmatched) AS unmatched, sum(touched) AS touched, sum(credited) AS credited
                             FROM publication AS copy JOIN published USING (cut) CROSS JOIN (VALUES (1), (2)) AS views (view)
                             JOIN movement ON movement.brand = copy.brand AND movement.cut <= copy.cut
                                 AND CASE view WHEN 1 THEN movement.day ELSE movement.booked_day END
                                     BETWEEN copy.day AND copy.last_day
                             GROUP BY copy.cut, view) AS moved USING (cut, view)) AS parts
            """);

    private static final SqlInvariant GOODS = new SqlInvariant(
            "goods",
            "For each order and brand whose goods are known: they add up to what was paid and refunded, and no known cost is of"
                    + " more than the net",
            """
            SELECT count(*), count(*) FILTER (WHERE broken), (array_agg(document) FILTER (WHERE broken))[1:5]
            FROM (SELECT coalesce(sale.document, 'goods of sale ' || sold.sale_id) AS document,
                         (sold.paid, sold.refunded) IS DISTINCT FROM (leaf.paid, leaf.refunded) OR odd AS broken
                  FROM (SELECT sale_id, brand, sum(paid) AS paid, sum(refunded) AS refunded,
                               bool_or(costed_net NOT BETWEEN 0 AND paid - refunded) AS odd
                        FROM goods GROUP BY sale_id, brand) AS sold
                  LEFT JOIN leaf ON leaf.sale_id = sold.sale_id AND leaf.brand = sold.brand AND leaf.has_order
                  LEFT JOIN sale ON sale.sale_id = sold.sale_id) AS entries
            """);

    private static final String FIGURES =
            """
            SELECT 'orders' AS name, count(DISTINCT sale_id) FILTER (WHERE has_order) AS value FROM leaf
            UNION ALL SELECT 'refund documents', coalesce(sum(refunds), 0)::bigint FROM sale
            UNION ALL SELECT 'touches', count(*) FROM touch
            UNION ALL SELECT 'campaigns', count(*) FROM campaign
            UNION ALL SELECT 'members', count(*) FROM member
            UNION ALL SELECT 'persons', count(DISTINCT canonical_id) FROM member
            UNION ALL
            SELECT figure.name || ':' || currency, sum(figure.value)::bigint
            FROM leaf
            LEFT JOIN (SELECT sale_id, brand, sum(amounts[1]) AS credited FROM credit GROUP BY sale_id, brand) AS official
                USING (sale_id, brand)
            CROSS JOIN LATERAL (VALUES ('net', net), ('paid', paid), ('refunded', refunded + unmatched),
                                       ('organic', organic), ('credited', coalesce(credited, 0))) AS figure (name, value)
            GROUP BY figure.name, currency
            UNION ALL
            SELECT CASE WHEN partner <> '' THEN 'performance of partners:'
                        WHEN store <> '' THEN 'performance of stores:'
                        WHEN guide <> '' THEN 'performance without store:' ELSE 'performance of the house:' END || currency,
                   sum(paid - refunded - unmatched)::bigint
            FROM booking WHERE decided GROUP BY 1
            """;

    @Override
    public List<SqlInvariant> invariants() {
        return List.of(CONSERVATION, SHARES, BOUNDS, DAYS, ROLL_UP, ENTRIES, PERFORMANCE, RESTATEMENTS, GOODS);
    }

    @Override
    public Uni<List<Figure>> figures(SqlClient client) {
        return client.query(FIGURES)
                .execute()
                .map(rows -> rows.stream().map(ReportInvariants::figure).toList());
    }

    private static Figure figure(Row row) {
        return Figure.newBuilder()
                .setName(row.getString("name"))
                .setValue(row.getLong("value"))
                .build();
    }
}
