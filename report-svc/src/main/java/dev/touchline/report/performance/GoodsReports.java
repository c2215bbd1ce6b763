package dev.touchline.report.performance;

import dev.touchline.order.v1.GoodsClass;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What was sold: always sums over the same rows, so that every split adds up to the same. */
@ApplicationScoped
public class GoodsReports {

    private static final String GOODS_BY_KEY =
            """
            WITH chosen AS (
                SELECT *, CASE WHEN $6::text <> 'STORE' THEN 'NONE'
                               WHEN NOT decided THEN 'UNDECIDED'
                               WHEN partner <> '' THEN 'PARTNER'
                               WHEN store <> '' THEN 'STORE'
                               WHEN guide <> '' THEN 'NO_STORE'
                               ELSE 'HOUSE' END AS node,
                       CASE $6 WHEN 'STORE' THEN CASE WHEN decided AND partner = '' THEN store ELSE '' END
                               WHEN 'CATEGORY' THEN category WHEN 'GOODS_CLASS' THEN goods_class::text
                               ELSE brand END AS key
                FROM goods
                WHERE day BETWEEN $1 AND $2
                  AND ($3::text = '' OR brand = $3)
                  AND ($4::int = 0 OR sales_channel = $4)
                  AND ($5::text = '' OR (decided AND store = $5))
            )
            SELECT node, key, currency, sum(items)::bigint AS items, sum(paid)::bigint AS paid,
                   sum(refunded)::bigint AS refunded,
                   coalesce(sum(paid - refunded) FILTER (WHERE goods_class = $7), 0)::bigint AS online_only,
                   sum(costed_net)::bigint AS costed, sum(cost)::bigint AS cost
            FROM chosen
            GROUP BY node, key, currency
            LIMIT $8
            """;

    private final TimedQueries queries;
    private final ReportConfig config;

    public GoodsReports(Pool pool, ReportConfig config) {
        this.queries = new TimedQueries(pool, config.deadline());
        this.config = config;
    }

    /** One row for each key and currency that has goods. */
    Uni<List<GoodsFigures>> report(Scope scope, GoodsSplit by) {
        RowLimit limit = new RowLimit(config.maxRows());
        Tuple parameters = Tuple.tuple()
                .addLocalDate(scope.from())
                .addLocalDate(scope.to())
                .addString(scope.brand())
                .addInteger(scope.salesChannel())
                .addString(scope.store())
                .addString(by.name())
                .addInteger(GoodsClass.GOODS_CLASS_ONLINE_ONLY_VALUE)
                .addInteger(limit.oneMore());
        return queries.run(GOODS_BY_KEY, parameters)
                .map(rows -> limit
                        .check(rows.stream().map(row -> figures(row, by)).toList())
                        .stream()
                        .sorted(GoodsFigures.ORDER)
                        .toList());
    }

    private static GoodsFigures figures(Row row, GoodsSplit by) {
        String key = row.getString("key");
        return new GoodsFigures(
                row.getString("node"),
                by == GoodsSplit.GOODS_CLASS ? goodsClass(Integer.parseInt(key)) : key,
                row.getString("currency"),
                row.getLong("items"),
                row.getLong("paid"),
                row.getLong("refunded"),
                row.getLong("online_only"),
                row.getLong("costed"),
                row.getLong("cost"));
    }

    private static String goodsClass(int number) {
        GoodsClass goodsClass = GoodsClass.forNumber(number);
        return goodsClass == null || number == 0 ? "" : goodsClass.name().substring("GOODS_CLASS_".length());
    }
}
