package dev.touchline.report.performance;

import dev.touchline.report.campaign.Channel;
import dev.touchline.type.v1.SalesChannel;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Money by day, by brand, by channel or in one sum: always sums over the same leaves, so that all of them agree. */
@ApplicationScoped
public class MoneyReports {

    private static final String MONEY_BY_KEY =
            """
            WITH chosen AS MATERIALIZED (
                SELECT sale_id, brand, currency, has_order, paid, refunded, net, organic, unmatched,
                       CASE $8::text WHEN 'DAY' THEN day::text WHEN 'BRAND' THEN brand
                                     WHEN 'SALES_CHANNEL' THEN sales_channel::text ELSE '' END AS key
                FROM leaf
                WHERE day BETWEEN $2 AND $3
                  AND ($4::text = '' OR brand = $4)
                  AND ($5::int = 0 OR sales_channel = $5)
                  AND ($7::text = '' OR store = $7)
            ), earned AS (
                SELECT sale_id, brand, sum(credit.amounts[$1::int]) AS amount
                FROM chosen JOIN credit USING (sale_id, brand)
                WHERE $6::int = 0 OR credit.channel = $6
                GROUP BY sale_id, brand
            )
            SELECT key, currency, count(DISTINCT sale_id) FILTER (WHERE has_order) AS orders,
                   sum(paid)::bigint AS paid, sum(refunded)::bigint AS refunded, sum(net)::bigint AS net,
                   count(DISTINCT earned.sale_id) AS empowered_orders,
                   coalesce(sum(net) FILTER (WHERE earned.sale_id IS NOT NULL), 0)::bigint AS empowered_net,
                   coalesce(sum(amount), 0)::bigint AS credited,
                   sum(organic)::bigint AS organic, sum(unmatched)::bigint AS unmatched
            FROM chosen LEFT JOIN earned USING (sale_id, brand)
            GROUP BY key, currency
            LIMIT $9
            """;

    // The line without key holds the sales that nothing touched, and all unmatched refunds: those are organic's.
    private static final String MONEY_BY_TOUCH_CHANNEL =
            """
            WITH chosen AS MATERIALIZED (
                SELECT sale_id, brand, currency, has_order, paid, refunded, net, organic, unmatched,
                       NOT EXISTS (SELECT FROM credit WHERE credit.sale_id = leaf.sale_id
                                   AND credit.brand = leaf.brand) AS untouched
                FROM leaf
                WHERE day BETWEEN $2 AND $3
                  AND ($4::text = '' OR brand = $4)
                  AND ($5::int = 0 OR sales_channel = $5)
                  AND ($7::text = '' OR store = $7)
            ), earned AS (
                SELECT channel, currency, sale_id, net, sum(amounts[$1::int]) AS amount
                FROM chosen JOIN credit USING (sale_id, brand)
                WHERE $6::int = 0 OR channel = $6
                GROUP BY channel, currency, sale_id, brand, net
            )
            (SELECT channel::text AS key, currency, 0::bigint AS orders, 0::bigint AS paid, 0::bigint AS refunded,
                    0::bigint AS net, count(DISTINCT sale_id) AS empowered_orders, sum(net)::bigint AS empowered_net,
                    coalesce(sum(amount), 0)::bigint AS credited, 0::bigint AS organic, 0::bigint AS unmatched
             FROM earned GROUP BY channel, currency
             UNION ALL
             SELECT '', currency, count(DISTINCT sale_id) FILTER (WHERE untouched AND has_order),
                    coalesce(sum(paid) FILTER (WHERE untouched), 0)::bigint,
                    coalesce(sum(refunded) FILTER (WHERE untouched), 0)::bigint,
                    coalesce(sum(net) FILTER (WHERE untouched), 0)::bigint,
                    0, 0, 0, sum(organic)::bigint, sum(unmatched)::bigint
             FROM chosen GROUP BY currency)
            LIMIT $8
            """;

    private final TimedQueries queries;
    private final ReportConfig config;

    public MoneyReports(Pool pool, ReportConfig config) {
        this.queries = new TimedQueries(pool, config.deadline());
        this.config = config;
    }

    /** One row for each key and currency that has a sale. */
    Uni<List<Measures>> report(Scope scope, Split by) {
        RowLimit limit = new RowLimit(config.maxRows());
        Tuple parameters = Parameters.of(scope);
        String sql = by == Split.TOUCH_CHANNEL ? MONEY_BY_TOUCH_CHANNEL : MONEY_BY_KEY;
        if (by != Split.TOUCH_CHANNEL) {
            parameters.addString(by.name());
        }
        return queries.run(sql, parameters.addInteger(limit.oneMore()))
                .map(rows -> limit
                        .check(rows.stream().map(MoneyReports::measures).toList())
                        .stream()
                        .sorted(Measures.ORDER)
                        .map(measures -> measures.withKey(name(by, measures.key())))
                        .toList());
    }

    private static Measures measures(Row row) {
        return new Measures(
                row.getString("key"),
                row.getString("currency"),
                row.getLong("orders"),
                row.getLong("paid"),
                row.getLong("refunded"),
                row.getLong("net"),
                row.getLong("empowered_orders"),
                row.getLong("empowered_net"),
                row.getLong("credited"),
                row.getLong("organic"),
                row.getLong("unmatched"));
    }

    /** Channels are sorted by their number and shown by the name that they have in the contract. */
    private static String name(Split by, String key) {
        if (key.isEmpty()) {
            return key;
        }
        return switch (by) {
            case TOUCH_CHANNEL -> Channel.of(Integer.parseInt(key)).name();
            case SALES_CHANNEL -> salesChannel(Integer.parseInt(key));
            case NONE, DAY, BRAND -> key;
        };
    }

    private static String salesChannel(int number) {
        SalesChannel channel = SalesChannel.forNumber(number);
        return channel == null || number == 0 ? "" : channel.name().substring("SALES_CHANNEL_".length());
    }
}
