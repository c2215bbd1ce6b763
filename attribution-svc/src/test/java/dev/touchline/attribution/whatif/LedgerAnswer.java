package dev.touchline.attribution.whatif;

import dev.touchline.attribution.v1.Model;
import dev.touchline.attribution.v1.WhatIfCampaign;
import dev.touchline.attribution.v1.WhatIfResult;
import dev.touchline.attribution.v1.WhatIfTotal;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** The sums of a what-if as SQL over the ledger that the folders wrote, each as one line of text. */
final class LedgerAnswer {

    private static final String CAMPAIGNS =
            """
            SELECT campaign, currency, count(*), sum(net)::bigint, (sum(share) / 1000000000000.0)::text, sum(amount)::bigint
            FROM (SELECT shard, unit, sale, brand, campaign, sum(%1$s) AS amount, sum(%1$s_share) AS share
                  FROM credit GROUP BY shard, unit, sale, brand, campaign) AS given
            JOIN ledger USING (shard, unit, sale, brand)
            GROUP BY campaign, currency
            """;

    private static final String TOTALS =
            """
            SELECT currency, count(DISTINCT sale) FILTER (WHERE has_order), sum(net)::bigint, sum(unmatched)::bigint,
                   count(DISTINCT sale) FILTER (WHERE touches > 0), sum(net - organic)::bigint, sum(organic)::bigint
            FROM ledger WHERE present GROUP BY currency
            """;

    private final Map<String, String> lines = new TreeMap<>();

    static Map<String, String> of(Pool pool, Model model) {
        LedgerAnswer answer = new LedgerAnswer();
        String column = model.name().substring("MODEL_".length()).toLowerCase(java.util.Locale.ROOT);
        for (Row row : pool.query(CAMPAIGNS.formatted(column)).execute().await().indefinitely()) {
            answer.campaign(
                    row.getString(0),
                    row.getString(1),
                    row.getLong(2),
                    row.getLong(3),
                    new BigDecimal(row.getString(4)),
                    row.getLong(5));
        }
        for (Row row : pool.query(TOTALS).execute().await().indefinitely()) {
            answer.lines.put(
                    "total " + row.getString(0),
                    "%d %d %d %d %d %d"
                            .formatted(
                                    row.getLong(1),
                                    row.getLong(2),
                                    row.getLong(3),
                                    row.getLong(4),
                                    row.getLong(5),
                                    row.getLong(6)));
        }
        return answer.lines;
    }

    /** What would be. */
    static Map<String, String> of(WhatIfResult result) {
        LedgerAnswer answer = new LedgerAnswer();
        for (WhatIfCampaign row : result.getCampaignsList()) {
            if (row.getWhatIf().getTouchedOrders() > 0) {
                answer.campaign(
                        row.getCampaign(),
                        row.getCurrencyCode(),
                        row.getWhatIf().getTouchedOrders(),
                        row.getWhatIf().getTouchedNetMinor(),
                        new BigDecimal(row.getWhatIf().getCreditedOrders()),
                        row.getWhatIf().getCreditedNetMinor());
            }
        }
        for (WhatIfTotal row : result.getTotalsList()) {
            answer.lines.put(
                    "total " + row.getCurrencyCode(),
                    "%d %d %d %d %d %d"
                            .formatted(
                                    row.getOrders(),
                                    row.getNetMinor(),
                                    row.getUnmatchedRefundMinor(),
                                    row.getWhatIf().getEmpoweredOrders(),
                                    row.getWhatIf().getCreditedNetMinor(),
                                    row.getWhatIf().getOrganicMinor()));
        }
        return answer.lines;
    }

    private void campaign(String campaign, String currency, long orders, long net, BigDecimal credited, long amount) {
        lines.put(
                campaign + " " + currency,
                "%d %d %s %d"
                        .formatted(orders, net, credited.stripTrailingZeros().toPlainString(), amount));
    }
}
