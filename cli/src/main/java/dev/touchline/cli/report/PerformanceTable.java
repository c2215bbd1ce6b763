package dev.touchline.cli.report;

import dev.touchline.cli.mapping.Choices;
import dev.touchline.report.v1.GetPerformanceReportResponse;
import dev.touchline.report.v1.PerformanceDimension;
import dev.touchline.report.v1.PerformanceRow;

/** Whose performance the net is, as a table for people. */
final class PerformanceTable {
    private static final String INDENT = "  ";

    private PerformanceTable() {}

    static String of(GetPerformanceReportResponse report, PerformanceDimension by) {
        boolean tree = by == PerformanceDimension.PERFORMANCE_DIMENSION_TREE;
        boolean guides = by == PerformanceDimension.PERFORMANCE_DIMENSION_GUIDE;
        TextTable table = new TextTable()
                .words(Choices.label(by, "PERFORMANCE_DIMENSION_"))
                .words(guides ? "of store" : "")
                .numbers("orders")
                .numbers("paid")
                .numbers("refunded")
                .numbers("net")
                .numbers("empowered net")
                .numbers("assisted net")
                .numbers("unmatched refunds")
                .numbers("off-store net")
                .numbers("share")
                .words("");
        for (PerformanceRow row : report.getRowsList()) {
            String currency = row.getCurrencyCode();
            table.row(
                    INDENT.repeat(tree ? row.getLevel() - 1 : 0) + label(row),
                    tree ? "" : row.getStore(),
                    Texts.count(row.getOrders()),
                    Texts.amount(row.getPaidMinor(), currency),
                    Texts.amount(row.getRefundedMinor(), currency),
                    Texts.amount(row.getNetMinor(), currency),
                    Texts.amount(row.getEmpoweredNetMinor(), currency),
                    Texts.amount(row.getAssistedNetMinor(), currency),
                    Texts.amount(row.getUnmatchedRefundMinor(), currency),
                    Texts.amount(row.getOffStoreNetMinor(), currency),
                    Texts.percent(row.getOffStoreNetMinor(), row.getNetMinor()),
                    currency);
        }
        return table.render();
    }

    /** The key, or what the node is called that has none; a partner is told from a store. */
    private static String label(PerformanceRow row) {
        return switch (row.getNode()) {
            case PERFORMANCE_NODE_STORE, PERFORMANCE_NODE_GUIDE, PERFORMANCE_NODE_REGION -> row.getKey();
            case PERFORMANCE_NODE_BRAND -> row.getKey().isEmpty() ? "no brand" : row.getKey();
            case PERFORMANCE_NODE_PARTNER -> row.getKey().isEmpty() ? "partners" : row.getKey();
            default -> Choices.label(row.getNode(), "PERFORMANCE_NODE_");
        };
    }
}
