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
            JOIN bench_touch AS t ON t.member = o.member AND t.at_ms <= o.paid_at
            JOIN bench_campaign AS c ON c.id = t.campaign AND o.paid_at >= c.starts AND o.paid_at < c.ends
            """;

    /** Instant, campaign and id in one number: 34, 6 and 22 bits, which these facts fit. */
    private static final String RANK = "((t.at_ms - 1767225600000) << 28) + (t.campaign::bigint << 22) + t.id";

    private static final String WINDOW =
            """
            SELECT campaign, count(*), sum(net)::bigint, coalesce(sum(net) FILTER (WHERE place = 1), 0)::bigint
            FROM (SELECT id, campaign, net, min(place) AS place
                  FROM (SELECT o.id, t.campaign, o.net,
                               row_number() OVER (PARTITION BY o.id ORDER BY t.at_ms DESC, t.campaign DESC, t.id DESC)
                               AS place
            """
                    + ELIGIBLE
                    + """
                  ) AS ranked GROUP BY id, campaign, net) AS pairs
            GROUP BY campaign
            """;

    private static final String INTERVALS =
            """
            WITH valid AS (
                SELECT t.member, t.campaign, t.id, t.at_ms, greatest(t.at_ms, c.starts) AS since,
                       least(c.ends, lead(t.at_ms) OVER (PARTITION BY t.member, t.campaign ORDER BY t.at_ms, t.id)) AS until
                FROM bench_touch AS t JOIN bench_campaign AS c ON c.id = t.campaign AND t.at_ms < c.ends)
            SELECT campaign, count(*), sum(net)::bigint, coalesce(sum(net) FILTER (WHERE place = 1), 0)::bigint
            FROM (SELECT v.campaign, o.net,
                         row_number() OVER (PARTITION BY o.id ORDER BY v.at_ms DESC, v.campaign DESC, v.id DESC) AS place
                  FROM bench_order AS o
                  JOIN valid AS v ON v.member = o.member AND o.paid_at >= v.since AND o.paid_at < v.until) AS pairs
            GROUP BY campaign
            """;

    private static final String PAIRS =
            """
            WITH valid AS (
                SELECT t.member, t.campaign, greatest(t.at_ms, c.starts) AS since, c.ends, RANK AS rank
                FROM bench_touch AS t JOIN bench_campaign AS c ON c.id = t.campaign AND t.at_ms < c.ends),
            pairs AS (
                SELECT o.id, v.campaign, o.net, max(rank) AS rank
                FROM bench_order AS o
                JOIN valid AS v ON v.member = o.member AND o.paid_at >= v.since AND o.paid_at < v.ends
                GROUP BY o.id, v.campaign, o.net)
            SELECT campaign, count(*), sum(net)::bigint, coalesce(sum(net) FILTER (WHERE rank = best), 0)::bigint
            FROM (SELECT campaign, net, rank, max(rank) OVER (PARTITION BY id) AS best FROM pairs) AS ranked
            GROUP BY campaign
            """
                    .replace("RANK", RANK);

    private static final String MASKS =
            """
            WITH valid AS (
                SELECT t.member, greatest(t.at_ms, c.starts) AS since, c.ends, 1::bigint << t.campaign AS bit, RANK AS rank
                FROM bench_touch AS t JOIN bench_campaign AS c ON c.id = t.campaign AND t.at_ms < c.ends),
            orders AS (
                SELECT o.id, o.net, bit_or(bit) AS mask, max(rank) AS best
                FROM bench_order AS o
                JOIN valid AS v ON v.member = o.member AND o.paid_at >= v.since AND o.paid_at < v.ends
                GROUP BY o.id, o.net),
            alike AS (
                SELECT mask, (best >> 22) & 63 AS winner, count(*) AS orders, sum(net)::bigint AS net
                FROM orders GROUP BY mask, winner)
            SELECT c.id, sum(orders)::bigint, sum(net)::bigint,
                   coalesce(sum(net) FILTER (WHERE winner = c.id), 0)::bigint
            FROM alike JOIN bench_campaign AS c ON mask & (1::bigint << c.id) <> 0
            GROUP BY c.id
            """
                    .replace("RANK", RANK);

    /** The join made beforehand: which touches count for which order, as it is as long as no policy and no fact changes. */
    static final String MATERIALISE =
            """
            CREATE UNLOGGED TABLE bench_pair AS
            SELECT o.id, t.campaign, o.net, max(RANK) AS rank
            """
                            .replace("RANK", RANK)
                    + ELIGIBLE + "GROUP BY o.id, t.campaign, o.net ORDER BY o.id";

    /** The answer from {@link #MATERIALISE}. */
    static final String MATERIALISED =
            """
            SELECT campaign, count(*), sum(net)::bigint, coalesce(sum(net) FILTER (WHERE rank = best), 0)::bigint
            FROM (SELECT campaign, net, rank, max(rank) OVER (PARTITION BY id) AS best FROM bench_pair) AS ranked
            GROUP BY campaign
            """;

    private Queries() {}

    /** Statements for PostgreSQL by name. */
    static Map<String, String> postgresql() {
        Map<String, String> queries = duckDb();
        queries.put("the greatest rank of each pair", PAIRS);
        queries.put("a mask of campaigns for each order", MASKS);
        return queries;
    }

    /** Statements for DuckDB by name. */
    static Map<String, String> duckDb() {
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put("join, then a window", WINDOW);
        queries.put("touches as intervals, join, then a window", INTERVALS);
        return queries;
    }
}
