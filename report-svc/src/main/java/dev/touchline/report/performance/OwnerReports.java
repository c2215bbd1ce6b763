package dev.touchline.report.performance;

import dev.touchline.member.v1.PartnerKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Whose performance the net is: always sums over the same bookings, so that every split adds up to the same. */
@ApplicationScoped
public class OwnerReports {

    private static final String PERFORMANCE_BY_NODE =
            """
            WITH chosen AS (
                SELECT booking.*, coalesce(partner.kind, 0) AS kind
                FROM booking LEFT JOIN partner ON partner.key = booking.partner AND $6::text IN ('PARTNER', 'PARTNER_KIND')
                WHERE CASE WHEN $7::boolean THEN booked_day ELSE day END BETWEEN $1 AND $2
                  AND ($3::text = '' OR brand = $3)
                  AND ($4::int = 0 OR sales_channel = $4)
                  AND ($5::text = '' OR (decided AND store = $5))
            ), placed AS (
                SELECT *, CASE WHEN $6 = 'BRAND' THEN 'BRAND'
                               WHEN NOT decided THEN 'UNDECIDED'
                               WHEN partner <> '' AND $6 = 'PARTNER_KIND' THEN 'PARTNER_KIND'
                               WHEN partner <> '' THEN 'PARTNER'
                               WHEN $6 IN ('PARTNER', 'PARTNER_KIND') THEN 'NO_PARTNER'
                               WHEN $6 = 'GUIDE' AND guide <> '' THEN 'GUIDE'
                               WHEN $6 = 'GUIDE' AND store <> '' THEN 'NO_GUIDE'
                               WHEN store <> '' THEN 'STORE'
                               WHEN guide <> '' THEN 'NO_STORE'
                               ELSE 'HOUSE' END AS node
                FROM chosen
            ), named AS (
                SELECT *, CASE node WHEN 'BRAND' THEN brand WHEN 'GUIDE' THEN guide WHEN 'STORE' THEN store
                               WHEN 'PARTNER' THEN CASE WHEN $6 = 'PARTNER' THEN partner ELSE '' END
                               ELSE '' END AS key,
                       CASE WHEN node IN ('GUIDE', 'NO_GUIDE') THEN store ELSE '' END AS of_store
                FROM placed
            )
            SELECT node, key, kind, of_store, currency, count(DISTINCT sale_id) FILTER (WHERE is_order) AS orders,
                   sum(paid)::bigint AS paid, sum(refunded)::bigint AS refunded, sum(unmatched)::bigint AS unmatched,
                   coalesce(sum(paid - refunded) FILTER (WHERE touched), 0)::bigint AS empowered,
                   coalesce(sum(paid - refunded) FILTER (WHERE assisting <> ''), 0)::bigint AS assisted,
                   coalesce(sum(paid - refunded) FILTER (WHERE away), 0)::bigint AS off_store
            FROM named
            GROUP BY node, key, kind, of_store, currency
            LIMIT $8
            """;

    private final TimedQueries queries;
    private final ReportConfig config;

    public OwnerReports(Pool pool, ReportConfig config) {
        this.queries = new TimedQueries(pool, config.deadline());
        this.config = config;
    }

    /** One row for each node and currency that has a booking. */
    Uni<List<OwnerFigures>> report(OwnerScope asked) {
        RowLimit limit = new RowLimit(config.maxRows());
        Tuple parameters = parameters(asked).addInteger(limit.oneMore());
        return queries.run(PERFORMANCE_BY_NODE, parameters)
                .map(rows -> limit
                        .check(rows.stream().map(OwnerReports::figures).toList())
                        .stream()
                        .sorted(OwnerFigures.ORDER)
                        .toList());
    }

    /** From, to, brand, sales channel, store, split, and whether by booking date. */
    static Tuple parameters(OwnerScope asked) {
        Scope scope = asked.scope();
        return Tuple.tuple()
                .addLocalDate(scope.from())
                .addLocalDate(scope.to())
                .addString(scope.brand())
                .addInteger(scope.salesChannel())
                .addString(scope.store())
                .addString(asked.by().name())
                .addBoolean(asked.booked());
    }

    static OwnerFigures figures(Row row) {
        OwnerNode node = OwnerNode.valueOf(row.getString("node"));
        String kind = kind(row.getInteger("kind"));
        return new OwnerFigures(
                node,
                node == OwnerNode.PARTNER_KIND ? kind : row.getString("key"),
                kind,
                row.getString("of_store"),
                row.getString("currency"),
                row.getLong("orders"),
                row.getLong("paid"),
                row.getLong("refunded"),
                row.getLong("empowered"),
                row.getLong("assisted"),
                row.getLong("unmatched"),
                row.getLong("off_store"));
    }

    /** Empty for a number of a later release, too. */
    private static String kind(int number) {
        PartnerKind kind = PartnerKind.forNumber(number);
        return kind == null || number == 0 ? "" : kind.name().substring("PARTNER_KIND_".length());
    }
}
