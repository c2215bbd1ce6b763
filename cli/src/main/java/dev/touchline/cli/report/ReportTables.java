package dev.touchline.cli.report;

import dev.touchline.cli.mapping.Choices;
import dev.touchline.report.v1.CampaignRow;
import dev.touchline.report.v1.DailyRow;
import dev.touchline.report.v1.Dimension;
import dev.touchline.report.v1.GetCampaignReportResponse;
import dev.touchline.report.v1.GetDailyReportResponse;
import dev.touchline.report.v1.GetTotalsResponse;
import dev.touchline.report.v1.TotalRow;

/** The reports as tables for people. */
public final class ReportTables {
    /** Must stand below every table with touched figures. */
    public static final String NOT_ADDITIVE =
            "Touched figures overlap between campaigns: never add them up. Credited figures add up to the empowered net.\n";

    /** Where numbers are not for the caller. */
    private static final String HIDDEN = "-";

    private ReportTables() {}

    /** Campaigns: how far each came, and its touched and credited figures side by side. */
    public static String campaigns(GetCampaignReportResponse report) {
        TextTable table = new TextTable()
                .words("campaign")
                .words("name")
                .numbers("targeted")
                .numbers("control")
                .numbers("reached")
                .numbers("reach rate")
                .numbers("touched orders")
                .numbers("touched net")
                .numbers("credited orders")
                .numbers("credited net")
                .words("");
        for (CampaignRow row : report.getRowsList()) {
            table.row(
                    row.getCampaign(),
                    row.getName(),
                    row.getPersonsHidden() ? HIDDEN : Texts.count(row.getTargeted()),
                    row.getPersonsHidden() ? HIDDEN : Texts.count(row.getControl()),
                    row.getPersonsHidden() ? HIDDEN : Texts.count(row.getReached()),
                    Texts.percent(row.getReached(), row.getTargeted()),
                    Texts.count(row.getTouchedOrders()),
                    Texts.amount(row.getTouchedNetMinor(), row.getCurrencyCode()),
                    Texts.decimal(row.getCreditedOrders()),
                    Texts.amount(row.getCreditedNetMinor(), row.getCurrencyCode()),
                    row.getCurrencyCode());
        }
        return table.render() + NOT_ADDITIVE;
    }

    /** Business days. */
    public static String daily(GetDailyReportResponse report) {
        TextTable table = money(new TextTable().words("day"));
        for (DailyRow row : report.getRowsList()) {
            String currency = row.getCurrencyCode();
            table.row(
                    row.getDay(),
                    Texts.count(row.getOrders()),
                    Texts.amount(row.getPaidMinor(), currency),
                    Texts.amount(row.getRefundedMinor(), currency),
                    Texts.amount(row.getNetMinor(), currency),
                    Texts.count(row.getEmpoweredOrders()),
                    Texts.amount(row.getEmpoweredNetMinor(), currency),
                    Texts.amount(row.getOrganicMinor(), currency),
                    Texts.amount(row.getUnmatchedRefundMinor(), currency),
                    Texts.percent(row.getEmpoweredNetMinor(), row.getNetMinor()),
                    currency);
        }
        return table.render();
    }

    /** Totals, in one sum or by a dimension. */
    public static String totals(GetTotalsResponse report, Dimension by) {
        if (by == Dimension.DIMENSION_TOUCH_CHANNEL) {
            return byTouchChannel(report);
        }
        boolean split = by != Dimension.DIMENSION_UNSPECIFIED;
        TextTable table = money(new TextTable().words(split ? Choices.label(by, "DIMENSION_") : "total"));
        for (TotalRow row : report.getRowsList()) {
            String currency = row.getCurrencyCode();
            table.row(
                    label(row, by),
                    Texts.count(row.getOrders()),
                    Texts.amount(row.getPaidMinor(), currency),
                    Texts.amount(row.getRefundedMinor(), currency),
                    Texts.amount(row.getNetMinor(), currency),
                    Texts.count(row.getEmpoweredOrders()),
                    Texts.amount(row.getEmpoweredNetMinor(), currency),
                    Texts.amount(row.getOrganicMinor(), currency),
                    Texts.amount(row.getUnmatchedRefundMinor(), currency),
                    Texts.percent(row.getEmpoweredNetMinor(), row.getNetMinor()),
                    currency);
        }
        return table.render();
    }

    private static String label(TotalRow row, Dimension by) {
        return switch (by) {
            case DIMENSION_UNSPECIFIED -> "all";
            case DIMENSION_BRAND -> row.getKey().isEmpty() ? "no brand" : row.getKey();
            default -> row.getKey().isEmpty() ? "none" : Choices.words(row.getKey());
        };
    }

    /** What each channel's touches are worth: an order may be touched by several, its net is credited once. */
    private static String byTouchChannel(GetTotalsResponse report) {
        TextTable table = new TextTable()
                .words("touch channel")
                .numbers("touched orders")
                .numbers("touched net")
                .numbers("credited net")
                .words("");
        for (TotalRow row : report.getRowsList()) {
            String currency = row.getCurrencyCode();
            if (row.getKey().isEmpty()) {
                table.row("organic", "", "", Texts.amount(row.getOrganicMinor(), currency), currency);
            } else {
                table.row(
                        Choices.words(row.getKey()),
                        Texts.count(row.getEmpoweredOrders()),
                        Texts.amount(row.getEmpoweredNetMinor(), currency),
                        Texts.amount(row.getCreditedNetMinor(), currency),
                        currency);
            }
        }
        return table.render();
    }

    private static TextTable money(TextTable table) {
        return table.numbers("orders")
                .numbers("paid")
                .numbers("refunded")
                .numbers("net")
                .numbers("empowered orders")
                .numbers("empowered net")
                .numbers("organic net")
                .numbers("unmatched refunds")
                .numbers("empowered share")
                .words("");
    }
}
