package dev.touchline.attribution.ledger;

import dev.touchline.kit.operations.Invariants;
import dev.touchline.kit.operations.SqlInvariant;
import dev.touchline.operations.v1.Figure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What both ledgers promise, as queries that anyone can run. */
@ApplicationScoped
public class AttributionInvariants implements Invariants {

    private static final SqlInvariant CONSERVATION = new SqlInvariant(
            "conservation",
            "For each sale and brand and under every model: credits + organic = net, to the minor unit",
            """
            SELECT count(*), count(*) FILTER (WHERE broken), (array_agg(number) FILTER (WHERE broken))[1:5]
            FROM (SELECT number,
                         net - organic <> ANY (ARRAY[coalesce(sum(precedence), 0), coalesce(sum(first), 0),
                                                     coalesce(sum(last), 0), coalesce(sum(linear), 0),
                                                     coalesce(sum(position), 0), coalesce(sum(time_decay), 0)])
                         AS broken
                  FROM ledger LEFT JOIN credit USING (shard, unit, sale, brand)
                  GROUP BY shard, unit, sale, brand, number, net, organic) AS entries
            """);

    private static final SqlInvariant SHARES = new SqlInvariant(
            "shares",
            "For each sale and brand with an eligible touch and under every model: shares add up to exactly one",
            """
            SELECT count(*), count(*) FILTER (WHERE broken), (array_agg(number) FILTER (WHERE broken))[1:5]
            FROM (SELECT number,
                         sum(precedence_share) <> 1000000000000 OR sum(first_share) <> 1000000000000
                         OR sum(last_share) <> 1000000000000 OR sum(linear_share) <> 1000000000000
                         OR sum(position_share) <> 1000000000000 OR sum(time_decay_share) <> 1000000000000
                         OR count(*) <> touches AS broken
                  FROM ledger JOIN credit USING (shard, unit, sale, brand)
                  GROUP BY shard, unit, sale, brand, number, touches) AS entries
            """);

    private static final SqlInvariant BOUNDS = new SqlInvariant(
            "bounds",
            "0 <= credit <= net = paid - refunded <= paid, and what has no touch is organic",
            """
            SELECT count(*), count(*) FILTER (WHERE broken), (array_agg(number) FILTER (WHERE broken))[1:5]
            FROM (SELECT number,
                         net <> paid - refunded OR refunded < 0 OR refunded > paid OR unmatched < 0
                         OR organic <> CASE WHEN touches = 0 THEN net ELSE 0 END
                         OR coalesce(least(precedence, first, last, linear, position, time_decay) < 0, false)
                         OR coalesce(greatest(precedence, first, last, linear, position, time_decay) > net, false)
                         OR NOT present AND (paid, unmatched) <> (0, 0) AS broken
                  FROM ledger LEFT JOIN credit USING (shard, unit, sale, brand)) AS entries
            """);

    private static final SqlInvariant REACH = new SqlInvariant(
            "no-credit-without-reach",
            "No credit to a control member, after or without an order, or to a touch or campaign unknown or of another person",
            """
            SELECT count(*), count(*) FILTER (WHERE broken), (array_agg(number) FILTER (WHERE broken))[1:5]
            FROM (SELECT number,
                         qualified_at > paid_at OR NOT has_order OR NOT present
                         OR campaign.key IS NULL OR touch.touch IS NULL OR held_out.campaign IS NOT NULL
                         OR touched.canonical IS DISTINCT FROM buyer.canonical AS broken
                  FROM credit JOIN ledger USING (shard, unit, sale, brand)
                  LEFT JOIN member AS buyer ON buyer.shard = credit.shard AND buyer.id = credit.unit
                  LEFT JOIN campaign ON campaign.key = credit.campaign
                  LEFT JOIN touch ON touch.touch = credit.touch AND touch.campaign = credit.campaign
                  LEFT JOIN member AS touched ON touched.shard = touch.shard AND touched.id = touch.unit
                  LEFT JOIN (SELECT DISTINCT self.shard, self.id, control.campaign
                             FROM control JOIN member AS same ON same.shard = control.shard AND same.id = control.unit
                             JOIN member AS self USING (canonical)) AS held_out
                      ON held_out.shard = credit.shard AND held_out.id = credit.unit
                         AND held_out.campaign = credit.campaign
                  WHERE NOT EXISTS (SELECT FROM waiting WHERE waiting.member = buyer.canonical)) AS credits
            """);

    private static final SqlInvariant ROLL_UP = new SqlInvariant(
            "roll-up",
            "For each business day and currency: campaigns + organic = the company's net",
            """
            SELECT count(*), count(*) FILTER (WHERE broken), (array_agg(day) FILTER (WHERE broken))[1:5]
            FROM (SELECT business_day || ' ' || currency AS day,
                         sum(net) <> sum(organic) + coalesce(sum(credited), 0) AS broken
                  FROM ledger LEFT JOIN (SELECT shard, unit, sale, brand, sum(precedence) AS credited FROM credit
                                         GROUP BY shard, unit, sale, brand) AS campaigns
                      USING (shard, unit, sale, brand)
                  GROUP BY business_day, currency) AS days
            """);

    private static final SqlInvariant COMPLETE = new SqlInvariant(
            "ledger-complete",
            "Every sale has one ledger and every ledger a sale, in the unit that holds it, unless it waits to be folded",
            """
            SELECT count(*), count(*) FILTER (WHERE broken), (array_agg(sale::text) FILTER (WHERE broken))[1:5]
            FROM (SELECT held.sale, NOT known OR NOT told OR home.unit IS DISTINCT FROM held.unit AS broken
                  FROM (SELECT shard, unit, sale, sale.sale IS NOT NULL AS known, told.sale IS NOT NULL AS told
                        FROM sale FULL JOIN (SELECT DISTINCT shard, unit, sale FROM ledger) AS told
                            USING (shard, unit, sale)) AS held
                  LEFT JOIN sale_home AS home ON home.sale = held.sale
                  LEFT JOIN member ON member.shard = held.shard AND member.id = held.unit
                  WHERE NOT EXISTS (SELECT FROM waiting WHERE waiting.member = coalesce(member.canonical, held.unit)))
                 AS sales
            """);

    private static final SqlInvariant PERFORMANCE = new SqlInvariant(
            "performance-conservation",
            "For each sale and brand: performance + house = net, and unmatched refunds are some store's or the house's",
            """
            SELECT count(*), count(*) FILTER (WHERE broken), (array_agg(number) FILTER (WHERE broken))[1:5]
            FROM (SELECT coalesce(ledger.number, 'no ledger of sale ' || sale) AS number,
                         ledger.sale IS NULL OR coalesce(ledger.net, 0) <> coalesce(owned.net, 0)
                         OR coalesce(ledger.unmatched, 0) <> coalesce(owned.unmatched, 0)
                         OR (ledger.has_order AND ledger.present) <> coalesce(owned.decided, false)
                         OR coalesce(owned.odd, false) AS broken
                  FROM ledger FULL JOIN (
                      SELECT shard, unit, sale, brand, sum(net) AS net, sum(unmatched) AS unmatched,
                             bool_or(part = 0) AS decided,
                             bool_or(partner <> '' AND store || guide <> '' OR net < 0 OR unmatched < 0
                                     OR role = 'REFUNDING_STORE' AND store = '') AS odd
                      FROM performance GROUP BY shard, unit, sale, brand) AS owned USING (shard, unit, sale, brand))
                 AS entries
            """);

    private static final SqlInvariant POLICY = new SqlInvariant(
            "policy-in-force",
            "Every entry was decided by the policy in force at its payment, unless its person waits to be folded",
            """
            SELECT count(*), count(*) FILTER (WHERE broken), (array_agg(number) FILTER (WHERE broken))[1:5]
            FROM (SELECT ledger.number, policy <> coalesce(own.number, of_group.number) AS broken
                  FROM ledger
                  JOIN policy_timeline AS of_group
                      ON of_group.brand = '' AND paid_at >= of_group.since AND paid_at < of_group.until
                  LEFT JOIN policy_timeline AS own
                      ON own.brand = ledger.brand AND own.brand <> '' AND paid_at >= own.since AND paid_at < own.until
                  LEFT JOIN member ON member.shard = ledger.shard AND member.id = ledger.unit
                  WHERE NOT EXISTS (SELECT FROM waiting WHERE waiting.member = coalesce(member.canonical, ledger.unit))
                    AND NOT EXISTS (SELECT FROM policy_refold WHERE part = ledger.shard AND finished_at IS NULL))
                 AS entries
            """);

    private static final String FIGURES =
            """
            SELECT 'orders' AS name, count(DISTINCT sale) FILTER (WHERE has_order AND present) AS value FROM ledger
            UNION ALL SELECT 'refund documents', coalesce(sum(refunds), 0)::bigint FROM sale_ledger
            UNION ALL SELECT 'members', count(*) FROM member WHERE version > 0
            UNION ALL SELECT 'persons', count(DISTINCT canonical) FROM member WHERE version > 0
            UNION ALL SELECT 'campaigns', count(*) FROM campaign
            UNION ALL
            SELECT figure.name || ':' || currency, sum(figure.value)::bigint
            FROM ledger
            LEFT JOIN (SELECT shard, unit, sale, brand, sum(precedence) AS credited FROM credit
                       GROUP BY shard, unit, sale, brand) AS official USING (shard, unit, sale, brand)
            CROSS JOIN LATERAL (VALUES ('net', net), ('paid', paid), ('refunded', refunded + unmatched),
                                       ('organic', organic), ('credited', coalesce(credited, 0))) AS figure (name, value)
            GROUP BY figure.name, currency
            UNION ALL
            SELECT CASE WHEN partner <> '' THEN 'performance of partners:'
                        WHEN store <> '' THEN 'performance of stores:'
                        WHEN guide <> '' THEN 'performance without store:' ELSE 'performance of the house:' END || currency,
                   sum(performance.net - performance.unmatched)::bigint
            FROM performance JOIN ledger USING (shard, unit, sale, brand)
            GROUP BY 1
            """;

    @Override
    public List<SqlInvariant> invariants() {
        return List.of(CONSERVATION, SHARES, BOUNDS, REACH, ROLL_UP, COMPLETE, PERFORMANCE, POLICY);
    }

    @Override
    public Uni<List<Figure>> figures(SqlClient client) {
        return client.query(FIGURES)
                .execute()
                .map(rows -> rows.stream().map(AttributionInvariants::figure).toList());
    }

    private static Figure figure(Row row) {
        return Figure.newBuilder()
                .setName(row.getString(0))
                .setValue(row.getLong(1))
                .build();
    }
}
