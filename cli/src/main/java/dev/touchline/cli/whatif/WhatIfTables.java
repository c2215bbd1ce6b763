package dev.touchline.cli.whatif;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.touchline.attribution.v1.WhatIfCampaign;
import dev.touchline.attribution.v1.WhatIfRequest;
import dev.touchline.attribution.v1.WhatIfResult;
import dev.touchline.attribution.v1.WhatIfTotal;
import dev.touchline.cli.mapping.Choices;
import dev.touchline.cli.report.ReportTables;
import dev.touchline.cli.report.TextTable;
import dev.touchline.cli.report.Texts;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** An answer for people and for spreadsheets: what would be, what is, and the difference. */
final class WhatIfTables {
    private WhatIfTables() {}

    /** Totals, then campaigns. */
    static String text(WhatIfResult result, WhatIfRequest request) {
        String rules = result.getPolicyVersion().isEmpty()
                ? "in force (" + result.getOfficialPolicyVersion() + ")"
                : result.getPolicyVersion();
        return "what if: model " + Choices.label(result.getModel(), "MODEL_") + ", policy " + rules
                + "; official: policy " + result.getOfficialPolicyVersion() + "\n\n"
                + totals(result, request) + "\n" + campaigns(result, request) + ReportTables.NOT_ADDITIVE;
    }

    private static String totals(WhatIfResult result, WhatIfRequest request) {
        TextTable table = split(new TextTable(), request)
                .numbers("orders")
                .numbers("net")
                .numbers("empowered net")
                .numbers("official")
                .numbers("difference")
                .numbers("organic")
                .numbers("official")
                .words("");
        for (WhatIfTotal row : result.getTotalsList()) {
            String currency = row.getCurrencyCode();
            table.row(cells(
                    request,
                    row.getDay(),
                    row.getBrand(),
                    Texts.count(row.getOrders()),
                    Texts.amount(row.getNetMinor(), currency),
                    Texts.amount(row.getWhatIf().getCreditedNetMinor(), currency),
                    Texts.amount(row.getOfficial().getCreditedNetMinor(), currency),
                    signed(row.getCreditedNetChangeMinor(), currency),
                    Texts.amount(row.getWhatIf().getOrganicMinor(), currency),
                    Texts.amount(row.getOfficial().getOrganicMinor(), currency),
                    currency));
        }
        return table.render();
    }

    private static String campaigns(WhatIfResult result, WhatIfRequest request) {
        TextTable table = split(new TextTable().words("campaign"), request)
                .numbers("touched orders")
                .numbers("touched net")
                .numbers("credited orders")
                .numbers("official")
                .numbers("credited net")
                .numbers("official")
                .numbers("difference")
                .words("");
        for (WhatIfCampaign row : result.getCampaignsList()) {
            String currency = row.getCurrencyCode();
            List<String> cells = new ArrayList<>(List.of(row.getCampaign()));
            cells.addAll(List.of(cells(
                    request,
                    row.getDay(),
                    row.getBrand(),
                    Texts.count(row.getWhatIf().getTouchedOrders()),
                    Texts.amount(row.getWhatIf().getTouchedNetMinor(), currency),
                    Texts.decimal(row.getWhatIf().getCreditedOrders()),
                    Texts.decimal(row.getOfficial().getCreditedOrders()),
                    Texts.amount(row.getWhatIf().getCreditedNetMinor(), currency),
                    Texts.amount(row.getOfficial().getCreditedNetMinor(), currency),
                    signed(row.getCreditedNetChangeMinor(), currency),
                    currency)));
            table.row(cells.toArray(String[]::new));
        }
        return table.render();
    }

    private static TextTable split(TextTable table, WhatIfRequest request) {
        if (request.getByDay()) {
            table.words("day");
        }
        if (request.getByBrand()) {
            table.words("brand");
        }
        return table;
    }

    private static String[] cells(WhatIfRequest request, String day, String brand, String... others) {
        List<String> cells = new ArrayList<>();
        if (request.getByDay()) {
            cells.add(day);
        }
        if (request.getByBrand()) {
            cells.add(brand.isEmpty() ? "no brand" : brand);
        }
        cells.addAll(List.of(others));
        return cells.toArray(String[]::new);
    }

    private static String signed(long minor, String currency) {
        return (minor > 0 ? "+" : "") + Texts.amount(minor, currency);
    }

    /** RFC 4180, a row for each campaign, then for each total with an empty campaign; amounts in major units. */
    static String csv(WhatIfResult result) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv =
                CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            write(result, csv);
        } catch (IOException never) {
            throw new UncheckedIOException("A text in memory cannot be written", never);
        }
        return text.toString();
    }

    private static void write(WhatIfResult result, CsvWriter csv) {
        csv.writeRecord(
                "campaign",
                "day",
                "brand",
                "currency",
                "orders",
                "net",
                "credited_orders",
                "credited_net",
                "organic",
                "official_orders",
                "official_net",
                "official_credited_orders",
                "official_credited_net",
                "official_organic",
                "credited_net_change");
        for (WhatIfCampaign row : result.getCampaignsList()) {
            String currency = row.getCurrencyCode();
            csv.writeRecord(
                    row.getCampaign(),
                    row.getDay(),
                    row.getBrand(),
                    currency,
                    Long.toString(row.getWhatIf().getTouchedOrders()),
                    major(row.getWhatIf().getTouchedNetMinor(), currency),
                    row.getWhatIf().getCreditedOrders(),
                    major(row.getWhatIf().getCreditedNetMinor(), currency),
                    "",
                    Long.toString(row.getOfficial().getTouchedOrders()),
                    major(row.getOfficial().getTouchedNetMinor(), currency),
                    row.getOfficial().getCreditedOrders(),
                    major(row.getOfficial().getCreditedNetMinor(), currency),
                    "",
                    major(row.getCreditedNetChangeMinor(), currency));
        }
        for (WhatIfTotal row : result.getTotalsList()) {
            String currency = row.getCurrencyCode();
            csv.writeRecord(
                    "",
                    row.getDay(),
                    row.getBrand(),
                    currency,
                    Long.toString(row.getOrders()),
                    major(row.getNetMinor(), currency),
                    Long.toString(row.getWhatIf().getEmpoweredOrders()),
                    major(row.getWhatIf().getCreditedNetMinor(), currency),
                    major(row.getWhatIf().getOrganicMinor(), currency),
                    Long.toString(row.getOrders()),
                    major(row.getNetMinor(), currency),
                    Long.toString(row.getOfficial().getEmpoweredOrders()),
                    major(row.getOfficial().getCreditedNetMinor(), currency),
                    major(row.getOfficial().getOrganicMinor(), currency),
                    major(row.getCreditedNetChangeMinor(), currency));
        }
    }

    private static String major(long minor, String currency) {
        return new BigDecimal(Texts.amount(minor, currency).replace(",", "")).toPlainString();
    }
}
