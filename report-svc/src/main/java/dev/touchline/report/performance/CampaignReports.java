package dev.touchline.report.performance;

import dev.touchline.kit.access.Caller;
import dev.touchline.report.performance.CampaignFigures.People;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The figures of the campaigns, in one statement: people and money of one row are of one instant. */
@ApplicationScoped
public class CampaignReports {

    // People are counted whatever the days, the sales channel and the store: they were targeted before they bought, if
    // they did.
    private static final String FIGURES_OF_CAMPAIGNS =
            """
            WITH touched AS (
                SELECT credit.campaign, leaf.currency, leaf.net,
                       sum(credit.amounts[$1::int]) AS amount, sum(credit.shares[$1::int]) AS share
                FROM leaf JOIN credit ON credit.sale_id = leaf.sale_id AND credit.brand = leaf.brand
                WHERE leaf.day BETWEEN $2 AND $3
                  AND ($4::text = '' OR leaf.brand = $4)
                  AND ($5::int = 0 OR leaf.sales_channel = $5)
                  AND ($6::int = 0 OR credit.channel = $6)
                  AND ($7::text = '' OR leaf.store = $7)
                GROUP BY leaf.sale_id, leaf.brand, leaf.day, credit.campaign
            ), money AS (
                SELECT campaign, currency, count(*) AS orders, sum(net)::bigint AS net,
                       coalesce(sum(amount), 0)::bigint AS credited, coalesce(sum(share), 0) AS shares
                FROM touched GROUP BY campaign, currency
            ), person AS (
                SELECT touch.campaign, bool_or(targeted) AS targeted, bool_or(executed) AS executed,
                       bool_or(reached) AS reached, bool_or(responded) AS responded
                FROM touch LEFT JOIN member ON member.member_id = touch.member_id
                WHERE touch.member_id > 0 AND touch.campaign <> '' AND ($6::int = 0 OR touch.channel = $6)
                GROUP BY touch.campaign, coalesce(member.canonical_id, touch.member_id)
            ), people AS (
                SELECT campaign, count(*) FILTER (WHERE targeted) AS targeted,
                       count(*) FILTER (WHERE executed) AS executed, count(*) FILTER (WHERE reached) AS reached,
                       count(*) FILTER (WHERE responded) AS responded
                FROM person GROUP BY campaign
            ), held_out AS (
                SELECT arm.campaign, count(DISTINCT coalesce(member.canonical_id, arm.member_id)) AS persons
                FROM arm LEFT JOIN member ON member.member_id = arm.member_id
                WHERE arm.control AND arm.member_id > 0
                GROUP BY arm.campaign
            ), listed AS (
                SELECT key AS campaign FROM campaign WHERE $4 = '' OR brand IN ('', $4)
                UNION
                SELECT campaign FROM money
            )
            SELECT listed.campaign, coalesce(campaign.name, '') AS name, coalesce(campaign.brand, '') AS brand,
                   coalesce(money.currency, '') AS currency, coalesce(targeted, 0) AS targeted,
                   coalesce(executed, 0) AS executed, coalesce(reached, 0) AS reached,
                   coalesce(responded, 0) AS responded, coalesce(held_out.persons, 0) AS control,
                   coalesce(money.orders, 0) AS orders, coalesce(money.net, 0) AS net,
                   coalesce(money.shares, 0) AS shares, coalesce(money.credited, 0) AS credited
            FROM listed
            LEFT JOIN campaign ON campaign.key = listed.campaign
            LEFT JOIN money ON money.campaign = listed.campaign
            LEFT JOIN people ON people.campaign = listed.campaign
            LEFT JOIN held_out ON held_out.campaign = listed.campaign
            LIMIT $8
            """;

    private static final int PLACES_OF_SHARE = 12;

    private final TimedQueries queries;
    private final ReportConfig config;

    public CampaignReports(Pool pool, ReportConfig config) {
        this.queries = new TimedQueries(pool, config.deadline());
        this.config = config;
    }

    /** One row for each campaign and currency; campaigns without an order are there too. */
    Uni<List<CampaignFigures>> report(Scope scope) {
        RowLimit limit = new RowLimit(config.maxRows());
        return queries.run(FIGURES_OF_CAMPAIGNS, Parameters.of(scope).addInteger(limit.oneMore()))
                .map(rows -> limit
                        .check(rows.stream().map(CampaignReports::figures).toList())
                        .stream()
                        .sorted(CampaignFigures.ORDER)
                        .toList());
    }

    /** The same, as the caller may see it. */
    Uni<List<CampaignFigures>> report(Scope scope, Caller caller) {
        return report(scope)
                .map(rows -> rows.stream().map(row -> row.shownTo(caller)).toList());
    }

    private static CampaignFigures figures(Row row) {
        return new CampaignFigures(
                row.getString("campaign"),
                row.getString("name"),
                row.getString("brand"),
                row.getString("currency"),
                Optional.of(new People(
                        row.getLong("targeted"),
                        row.getLong("executed"),
                        row.getLong("reached"),
                        row.getLong("responded"),
                        row.getLong("control"))),
                row.getLong("orders"),
                row.getLong("net"),
                row.getBigDecimal("shares").movePointLeft(PLACES_OF_SHARE),
                row.getLong("credited"));
    }
}
