package dev.touchline.cli.report;

import dev.touchline.cli.mapping.Choices;
import dev.touchline.report.v1.GetGoodsReportResponse;
import dev.touchline.report.v1.GoodsDimension;
import dev.touchline.report.v1.GoodsRow;
import dev.touchline.report.v1.PerformanceNode;

/** What was sold, as a table for people. */
final class GoodsTable {
    private GoodsTable() {}

    static String of(GetGoodsReportResponse report, GoodsDimension by) {
        TextTable table = new TextTable()
                .words(Choices.label(by, "GOODS_DIMENSION_"))
                .numbers("items")
                .numbers("paid")
                .numbers("refunded")
                .numbers("net")
                .numbers("online-only net")
                .numbers("share")
                .numbers("margin")
                .numbers("rate")
                .numbers("cost known of")
                .words("");
        for (GoodsRow row : report.getRowsList()) {
            String currency = row.getCurrencyCode();
            table.row(
                    label(row, by),
                    Texts.count(row.getItems()),
                    Texts.amount(row.getPaidMinor(), currency),
                    Texts.amount(row.getRefundedMinor(), currency),
                    Texts.amount(row.getNetMinor(), currency),
                    Texts.amount(row.getOnlineOnlyNetMinor(), currency),
                    Texts.percent(row.getOnlineOnlyNetMinor(), row.getNetMinor()),
                    Texts.amount(row.getMarginMinor(), currency),
                    Texts.percent(row.getMarginMinor(), row.getCostedNetMinor()),
                    Texts.percent(row.getCostedNetMinor(), row.getNetMinor()),
                    currency);
        }
        return table.render();
    }

    /** The key, or what it is called that has none. */
    private static String label(GoodsRow row, GoodsDimension by) {
        if (!row.getKey().isEmpty()) {
            return row.getKey();
        }
        return row.getNode() == PerformanceNode.PERFORMANCE_NODE_UNSPECIFIED
                ? "no " + Choices.label(by, "GOODS_DIMENSION_")
                : row.getNode() == PerformanceNode.PERFORMANCE_NODE_PARTNER
                        ? "partners"
                        : Choices.label(row.getNode(), "PERFORMANCE_NODE_");
    }
}
