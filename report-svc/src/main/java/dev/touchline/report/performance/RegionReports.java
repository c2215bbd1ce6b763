package dev.touchline.report.performance;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Whose performance the net is, by region or as the tree of the organisation. A store's region is the one it belonged to when
 * the order's business day began there, in both views: a refund is taken from where the order was.
 */
@ApplicationScoped
public class RegionReports {

    private static final String PERFORMANCE_BY_PLACE =
            """
            WITH chosen AS (
                SELECT booking.*, coalesce(partner.kind, 0) AS partner_kind,
                       coalesce((SELECT region FROM placement
                                 WHERE placement.store = booking.store AND since <= begins.at AND until > begins.at
                                 LIMIT 1), '') AS region
                FROM booking
                LEFT JOIN store ON store.key = booking.store
                LEFT JOIN partner ON partner.key = booking.partner
                LEFT JOIN brand ON brand.key = coalesce(store.brand, booking.brand)
                CROSS JOIN LATERAL (
                    SELECT (booking.day + make_interval(hours => coalesce(store.cut_off, brand.cut_off, 0)::integer))
                           AT TIME ZONE coalesce(nullif(store.zone, ''), brand.zone, 'UTC') AS at) AS begins
                WHERE CASE WHEN $7::boolean THEN booked_day ELSE day END BETWEEN $1 AND $2
                  AND ($3::text = '' OR booking.brand = $3)
                  AND ($4::int = 0 OR sales_channel = $4)
                  AND ($5::text = '' OR (decided AND booking.store = $5))
            ), placed AS (
                SELECT *, CASE WHEN NOT decided THEN 'UNDECIDED'
                               WHEN partner <> '' THEN 'PARTNER'
                               WHEN store <> '' AND region <> '' THEN 'REGION'
                               WHEN store <> '' THEN 'NO_REGION'
                               WHEN guide <> '' THEN 'NO_STORE'
                               ELSE 'HOUSE' END AS branch
                FROM chosen
            ), named AS (
                SELECT placed.*, level, node, key, child, of_store,
                       CASE WHEN level = 3 THEN partner_kind ELSE 0 END AS kind,
                       CASE WHEN $6::text = 'TREE' THEN brand ELSE '' END AS of_brand,
                       CASE WHEN level = 1 THEN 'BRAND' ELSE branch END AS in_branch,
                       CASE WHEN level > 1 AND branch = 'REGION' THEN region ELSE '' END AS in_region
                FROM placed CROSS JOIN LATERAL (VALUES
                    (1, 'BRAND', brand, '', ''),
                    (2, branch, CASE branch WHEN 'REGION' THEN region ELSE '' END, '', ''),
                    (3, CASE branch WHEN 'REGION' THEN 'STORE' WHEN 'NO_REGION' THEN 'STORE' WHEN 'PARTNER' THEN 'PARTNER'
                                    WHEN 'NO_STORE' THEN 'GUIDE' END,
                        CASE branch WHEN 'PARTNER' THEN partner WHEN 'NO_STORE' THEN guide ELSE store END,
                        CASE branch WHEN 'PARTNER' THEN partner WHEN 'NO_STORE' THEN guide ELSE store END, ''),
                    (4, CASE WHEN branch NOT IN ('REGION', 'NO_REGION') THEN NULL WHEN guide = '' THEN 'NO_GUIDE' ELSE 'GUIDE' END,
                        guide, store, store))
                    AS nodes (level, node, key, child, of_store)
                WHERE node IS NOT NULL AND ($6 = 'TREE' OR level = 2)
            )
            SELECT level, of_brand, in_branch, in_region, child, node, key, kind, of_store, currency,
                   count(DISTINCT sale_id) FILTER (WHERE is_order) AS orders,
                   sum(paid)::bigint AS paid, sum(refunded)::bigint AS refunded, sum(unmatched)::bigint AS unmatched,
                   coalesce(sum(paid - refunded) FILTER (WHERE touched), 0)::bigint AS empowered,
                   coalesce(sum(paid - refunded) FILTER (WHERE assisting <> ''), 0)::bigint AS assisted,
                   coalesce(sum(paid - refunded) FILTER (WHERE away), 0)::bigint AS off_store
            FROM named
            GROUP BY level, of_brand, in_branch, in_region, child, node, key, kind, of_store, currency
            LIMIT $8
            """;

    private final TimedQueries queries;
    private final ReportConfig config;

    public RegionReports(Pool pool, ReportConfig config) {
        this.queries = new TimedQueries(pool, config.deadline());
        this.config = config;
    }

    /** One row for each node and currency that has a booking, every node before its children. */
    Uni<List<TreeFigures>> report(OwnerScope asked) {
        RowLimit limit = new RowLimit(config.maxRows());
        Tuple parameters = OwnerReports.parameters(asked).addInteger(limit.oneMore());
        return queries.run(PERFORMANCE_BY_PLACE, parameters)
                .map(rows -> limit
                        .check(rows.stream().map(RegionReports::figures).toList())
                        .stream()
                        .sorted(TreeFigures.ORDER)
                        .toList());
    }

    private static TreeFigures figures(Row row) {
        return new TreeFigures(
                row.getInteger("level"),
                row.getString("of_brand"),
                OwnerNode.valueOf(row.getString("in_branch")),
                row.getString("in_region"),
                row.getString("child"),
                OwnerReports.figures(row));
    }
}
