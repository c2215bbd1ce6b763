package dev.touchline.cli.report;

import dev.touchline.cli.mapping.Choices;
import dev.touchline.report.v1.CauseNumbers;
import dev.touchline.report.v1.GetRestatementsResponse;
import dev.touchline.report.v1.LedgerNumbers;
import dev.touchline.report.v1.ListRestatedSalesResponse;
import dev.touchline.report.v1.RestatedSale;
import dev.touchline.report.v1.RestatementCause;
import dev.touchline.report.v1.RestatementDimension;
import dev.touchline.report.v1.RestatementRow;
import java.time.Instant;

/** Restatements as tables for people: what was published, each cause, and what stands. */
final class RestatementTables {
    private RestatementTables() {}

    static String of(GetRestatementsResponse report, RestatementDimension by) {
        boolean split = by != RestatementDimension.RESTATEMENT_DIMENSION_UNSPECIFIED;
        TextTable table = numbers(new TextTable()
                        .words(split ? Choices.label(by, "RESTATEMENT_DIMENSION_") : "")
                        .words(""))
                .numbers("sales")
                .words("");
        for (RestatementRow row : report.getRowsList()) {
            String key = split && row.getKey().isEmpty() ? nobody(by) : row.getKey();
            add(table, row, key, "published", row.getPublished(), "");
            for (CauseNumbers cause : row.getCausesList()) {
                add(table, row, "", cause(cause.getCause()), cause.getChange(), Texts.count(cause.getSales()));
            }
            add(table, row, "", "live", row.getLive(), "");
        }
        return table.render();
    }

    static String of(ListRestatedSalesResponse report) {
        TextTable table = numbers(new TextTable()
                        .words("sale")
                        .words("brand")
                        .words("of")
                        .words("because of")
                        .words("learned at"))
                .words("");
        for (RestatedSale sale : report.getSalesList()) {
            String currency = sale.getCurrencyCode();
            LedgerNumbers change = sale.getChange();
            table.row(
                    sale.getDocument(),
                    sale.getBrand(),
                    sale.getDay(),
                    cause(sale.getCause()),
                    Instant.ofEpochSecond(sale.getChangedAt().getSeconds()).toString(),
                    Texts.amount(change.getNetMinor(), currency),
                    Texts.amount(change.getTouchedMinor(), currency),
                    Texts.amount(change.getCreditedMinor(), currency),
                    Texts.amount(change.getUnmatchedMinor(), currency),
                    currency);
        }
        return table.render();
    }

    private static TextTable numbers(TextTable table) {
        return table.numbers("net")
                .numbers("touched net")
                .numbers("credited net")
                .numbers("unmatched refunds");
    }

    private static void add(
            TextTable table, RestatementRow row, String key, String what, LedgerNumbers numbers, String sales) {
        String currency = row.getCurrencyCode();
        table.row(
                key,
                what,
                Texts.amount(numbers.getNetMinor(), currency),
                Texts.amount(numbers.getTouchedMinor(), currency),
                Texts.amount(numbers.getCreditedMinor(), currency),
                Texts.amount(numbers.getUnmatchedMinor(), currency),
                sales,
                currency);
    }

    private static String nobody(RestatementDimension by) {
        return switch (by) {
            case RESTATEMENT_DIMENSION_CAMPAIGN -> "organic";
            case RESTATEMENT_DIMENSION_STORE -> "no store";
            default -> "none";
        };
    }

    private static String cause(RestatementCause cause) {
        return cause == RestatementCause.RESTATEMENT_CAUSE_UNSPECIFIED
                ? "unknown"
                : Choices.label(cause, "RESTATEMENT_CAUSE_");
    }
}
