package dev.touchline.cli.demo;

import dev.touchline.attribution.v1.Model;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.mapping.Choices;
import dev.touchline.cli.report.ReportTables;
import dev.touchline.cli.report.Reports;
import dev.touchline.cli.report.TextTable;
import dev.touchline.cli.report.Texts;
import dev.touchline.cli.retailer.Truth;
import dev.touchline.report.v1.CampaignRow;
import dev.touchline.report.v1.Dimension;
import dev.touchline.report.v1.GetCampaignReportResponse;
import dev.touchline.report.v1.ReportFilter;
import dev.touchline.report.v1.ReportKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the demo shows when everything is attributed. */
final class DemoReport {
    private static final List<Model> MODELS = List.of(
            Model.MODEL_PRECEDENCE,
            Model.MODEL_FIRST,
            Model.MODEL_LAST,
            Model.MODEL_LINEAR,
            Model.MODEL_POSITION,
            Model.MODEL_TIME_DECAY);

    private final Reports reports;

    DemoReport(Reports reports) {
        this.reports = reports;
    }

    /** The empowered performance by the official model: campaigns, then totals. */
    String performance() {
        ReportFilter official =
                ReportFilter.newBuilder().setModel(Model.MODEL_PRECEDENCE).build();
        return "Empowered performance (赋能业绩) by campaign, official model (precedence)\n\n"
                + ReportTables.campaigns(reports.campaigns(official))
                + "\nIn all\n\n"
                + ReportTables.totals(
                        reports.totals(official, Dimension.DIMENSION_UNSPECIFIED), Dimension.DIMENSION_UNSPECIFIED)
                + "\nBy channel of the touch\n\n"
                + ReportTables.totals(
                        reports.totals(official, Dimension.DIMENSION_TOUCH_CHANNEL), Dimension.DIMENSION_TOUCH_CHANNEL);
    }

    /** What campaigns really caused, which only a generator can know, beside what the measures say. */
    String knownEffect(Truth truth) {
        GetCampaignReportResponse report = reports.campaigns(ReportFilter.getDefaultInstance());
        Map<String, CampaignRow> rows = report.getRowsList().stream()
                .collect(Collectors.toMap(CampaignRow::getCampaign, Function.identity(), (a, b) -> a));
        TextTable table = new TextTable()
                .words("campaign")
                .numbers("touched net")
                .numbers("credited net")
                .numbers("known effect")
                .numbers("of touched")
                .numbers("per treated member");
        for (Truth.Row row : truth.rows()) {
            CampaignRow measured = rows.getOrDefault(row.campaign(), CampaignRow.getDefaultInstance());
            table.row(
                    row.campaign(),
                    Texts.amount(measured.getTouchedNetMinor(), "CNY"),
                    Texts.amount(measured.getCreditedNetMinor(), "CNY"),
                    Texts.amount(row.expectedFen(), "CNY"),
                    Texts.percent(row.expectedFen(), measured.getTouchedNetMinor()),
                    Texts.amount(row.expectedFenPerTreated(), "CNY"));
        }
        return "Known effect of the generated campaigns (expected incremental net) beside what is measured\n\n"
                + table.render()
                + "Touched and credited count what reached members bought; most of it they would have bought anyway.\n";
    }

    /** Writes every report as CSV: campaigns by each model, days, totals. */
    void export(Path folder) {
        try {
            Files.createDirectories(folder);
            for (Model model : MODELS) {
                ReportFilter filter = ReportFilter.newBuilder().setModel(model).build();
                String name = Choices.label(model, "MODEL_").replace(' ', '-');
                write(
                        folder,
                        "campaigns-" + name,
                        ReportKind.REPORT_KIND_CAMPAIGNS,
                        filter,
                        Dimension.DIMENSION_UNSPECIFIED);
            }
            ReportFilter all = ReportFilter.getDefaultInstance();
            write(folder, "daily", ReportKind.REPORT_KIND_DAILY, all, Dimension.DIMENSION_UNSPECIFIED);
            write(folder, "totals", ReportKind.REPORT_KIND_TOTALS, all, Dimension.DIMENSION_UNSPECIFIED);
            write(folder, "totals-by-brand", ReportKind.REPORT_KIND_TOTALS, all, Dimension.DIMENSION_BRAND);
            write(
                    folder,
                    "totals-by-sales-channel",
                    ReportKind.REPORT_KIND_TOTALS,
                    all,
                    Dimension.DIMENSION_SALES_CHANNEL);
            write(
                    folder,
                    "totals-by-touch-channel",
                    ReportKind.REPORT_KIND_TOTALS,
                    all,
                    Dimension.DIMENSION_TOUCH_CHANNEL);
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "--out: " + folder + ": " + e.getMessage(), e);
        }
    }

    private void write(Path folder, String name, ReportKind kind, ReportFilter filter, Dimension by)
            throws IOException {
        Files.writeString(folder.resolve(name + ".csv"), reports.csv(kind, filter, by));
    }
}
