package dev.touchline.bench.whatif;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer in SQL: for each campaign the touched orders, their net, and what the last touch earns. Several ways, of which
 * the fastest counts. The tables are narrow and say beforehand what the fold has to find out; organic, the comparison with the
 * official model and everything else that a what-if answers are not asked for.
 */
final class Queries {
    private static final String ELIGIBLE =
            """
            FROM bench_order AS o
            JOIN bench_touch AS t ON t.member = o.member AND t.at <= o.paid_at
            JOIN bench_campaign AS c ON c.id = t.campaign AND o.paid_at >= c.starts AND o.paid_at < c.ends
            """;

    private Queries() {}

    /** Statements by name. */
    static Map<String, String> all() {
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put(
                "join, then the greatest of each group",
                """
                WITH pairs AS MATERIALIZED (
                    SELECT o.id, t.campaign, o.net, max((t.at::numeric * 1000 + t.campaign) * 100000000 + t.id) AS rank
                """
                        + ELIGIBLE
                        + """
                    GROUP BY o.id, t.campaign, o.net),
                last AS (SELECT id, max(rank) AS rank FROM pairs GROUP BY id)
                SELECT campaign, count(*), sum(net)::bigint, coalesce(sum(net) FILTER (WHERE pairs.rank = last.rank), 0)::bigint
                FROM pairs JOIN last USING (id) GROUP BY campaign
                """);
        queries.put(
                "join, then a window",
                """
                SELECT campaign, count(*), sum(net)::bigint, coalesce(sum(net) FILTER (WHERE place = 1), 0)::bigint
                FROM (SELECT id, campaign, net, min(place) AS place
                      FROM (SELECT o.id, t.campaign, o.net,
                                   row_number() OVER (PARTITION BY o.id ORDER BY t.at DESC, t.campaign DESC, t.id DESC)
                                   AS place
                """
                        + ELIGIBLE
                        + """
                      ) AS ranked GROUP BY id, campaign, net) AS pairs
                GROUP BY campaign
                """);
        queries.put(
                "an index look-up for each order",
                """
                SELECT campaign, count(*), sum(net)::bigint, coalesce(sum(net) FILTER (WHERE place = 1), 0)::bigint
                FROM bench_order AS o
                CROSS JOIN LATERAL (
                    SELECT campaign, min(place) AS place
                    FROM (SELECT t.campaign, row_number() OVER (ORDER BY t.at DESC, t.campaign DESC, t.id DESC) AS place
                          FROM bench_touch AS t
                          JOIN bench_campaign AS c ON c.id = t.campaign AND o.paid_at >= c.starts AND o.paid_at < c.ends
                          WHERE t.member = o.member AND t.at <= o.paid_at) AS ranked
                    GROUP BY campaign) AS pairs
                GROUP BY campaign
                """);
        queries.put(
                "the last touch apart from the touched",
                """
                WITH touched AS (
                    SELECT campaign, count(*) AS orders, sum(net)::bigint AS net
                    FROM (SELECT DISTINCT o.id, o.net, t.campaign
                """
                        + ELIGIBLE
                        + """
                    ) AS pairs GROUP BY campaign),
                last AS (
                    SELECT campaign, sum(net)::bigint AS net
                    FROM (SELECT DISTINCT ON (o.id) o.id, o.net, t.campaign
                """
                        + ELIGIBLE
                        + """
                          ORDER BY o.id, t.at DESC, t.campaign DESC, t.id DESC) AS winners GROUP BY campaign)
                SELECT campaign, touched.orders, touched.net, coalesce(last.net, 0)
                FROM touched LEFT JOIN last USING (campaign)
                """);
        return queries;
    }

    /** Less than the answer: only what the last touch earns. */
    static final String LAST_ONLY =
            """
            SELECT campaign, sum(net)::bigint
            FROM (SELECT DISTINCT ON (o.id) o.id, o.net, t.campaign
            """
                    + ELIGIBLE
                    + """
                  ORDER BY o.id, t.at DESC, t.campaign DESC, t.id DESC) AS winners
            GROUP BY campaign
            """;
}
