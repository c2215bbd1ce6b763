package dev.touchline.cli.report;

import dev.touchline.cli.mapping.Choices;
import dev.touchline.member.v1.PartnerKind;
import dev.touchline.report.v1.GetPerformanceReportResponse;
import dev.touchline.report.v1.PerformanceDimension;
import dev.touchline.report.v1.PerformanceNode;
import dev.touchline.report.v1.PerformanceRow;

/** Whose performance the net is, as a table for people. */
final class PerformanceTable {
    private static final String INDENT = "  ";

    private PerformanceTable() {}

    static String of(GetPerformanceReportResponse report, PerformanceDimension by) {
        boolean tree = by == PerformanceDimension.PERFORMANCE_DIMENSION_TREE;
        TextTable table = new TextTable()
                .words(Choices.label(by, "PERFORMANCE_DIMENSION_"))
                .words(second(by))
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
                    by == PerformanceDimension.PERFORMANCE_DIMENSION_GUIDE ? row.getStore() : kind(row),
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

    /** What the second column tells: whose a guide is, or what a partner does. */
    private static String second(PerformanceDimension by) {
        return switch (by) {
            case PERFORMANCE_DIMENSION_GUIDE -> "of store";
            case PERFORMANCE_DIMENSION_PARTNER -> "kind";
            case PERFORMANCE_DIMENSION_TREE -> "kind of partner";
            default -> "";
        };
    }

    /** What a single partner does; empty for everybody else. */
    private static String kind(PerformanceRow row) {
        if (row.getNode() != PerformanceNode.PERFORMANCE_NODE_PARTNER
                || row.getKey().isEmpty()) {
            return "";
        }
        return row.getPartnerKind() == PartnerKind.PARTNER_KIND_UNSPECIFIED
                ? "unknown"
                : Choices.label(row.getPartnerKind(), "PARTNER_KIND_");
    }

    /** The key, or what the node is called that has none; a partner is told from a store. */
    private static String label(PerformanceRow row) {
        return switch (row.getNode()) {
            case PERFORMANCE_NODE_STORE, PERFORMANCE_NODE_GUIDE, PERFORMANCE_NODE_REGION -> row.getKey();
            case PERFORMANCE_NODE_BRAND -> row.getKey().isEmpty() ? "no brand" : row.getKey();
            case PERFORMANCE_NODE_PARTNER -> row.getKey().isEmpty() ? "partners" : row.getKey();
            case PERFORMANCE_NODE_PARTNER_KIND -> row.getKey().isEmpty() ? "unknown kind" : Choices.words(row.getKey());
            default -> Choices.label(row.getNode(), "PERFORMANCE_NODE_");
        };
    }
}
