package dev.touchline.cli.report;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.PeerOptions;
import dev.touchline.report.v1.Dimension;
import dev.touchline.report.v1.Freshness;
import dev.touchline.report.v1.GetCampaignReportResponse;
import dev.touchline.report.v1.GetDailyReportResponse;
import dev.touchline.report.v1.GetGoodsReportResponse;
import dev.touchline.report.v1.GetPerformanceReportResponse;
import dev.touchline.report.v1.GetRestatementsRequest;
import dev.touchline.report.v1.GetRestatementsResponse;
import dev.touchline.report.v1.GetTotalsResponse;
import dev.touchline.report.v1.GoodsDimension;
import dev.touchline.report.v1.ListRestatedSalesRequest;
import dev.touchline.report.v1.ListRestatedSalesResponse;
import dev.touchline.report.v1.PerformanceDimension;
import dev.touchline.report.v1.PerformanceView;
import dev.touchline.report.v1.ReportFilter;
import dev.touchline.report.v1.ReportKind;
import dev.touchline.report.v1.RestatementDimension;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code touchline report}: the empowered performance. */
@Command(
        name = "report",
        description = {
            "Prints the empowered performance (赋能业绩): what the touches of each campaign are worth.",
            "",
            "touched   net of every order with an eligible touch of the campaign; overlaps, never to be added up",
            "credited  the order's net shared among its touches by the model; adds up to the empowered net",
            "empowered net of the orders with at least one eligible touch, each once; net less this is organic",
            "performance (业绩) whose the net is: a store's and guide's, a partner's, or the house's; partners (合作方) are",
            "          distributors (分销商), CPS services (CPS 服务商) and sharers (推客)",
            "goods     what was sold: online-only share, and gross margin as far as the cost is known",
            "restatements (重述) what was published, what stands now, and why they differ",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  touchline report campaigns",
            "  touchline report campaigns --model linear --format csv > campaigns.csv",
            "  touchline report daily --from 2025-11-01 --to 2025-11-30 --brand aurora",
            "  touchline report totals --by touch-channel",
            "  touchline report performance --by guide --view booking",
            "  touchline report performance --by partner-kind",
            "  touchline report goods --by category",
            "  touchline report restatements --day 2025-11-11",
            "  touchline report restatements --month 2025-11 --sales --cause refund"
        })
public final class ReportCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private PeerOptions peers;

    @Mixin
    private ReportOptions options;

    @Mixin
    private RestatementOptions restatements;

    @Parameters(
            index = "0",
            paramLabel = "REPORT",
            description = "campaigns, daily, totals, performance, goods or restatements")
    private Kind kind;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "table (default), csv (amounts in major units) or json (minor units)")
    private Format format;

    /** The command, writing to {@code console}. */
    public ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ReportFilter filter = options.filter();
        refuseStrangers();
        Dimension by = kind == Kind.totals ? options.dimension() : Dimension.DIMENSION_UNSPECIFIED;
        try (Connections connections = peers.connect()) {
            Reports reports = new Reports(connections);
            if (kind == Kind.performance) {
                performance(reports, filter);
            } else if (kind == Kind.goods) {
                goods(reports, filter);
            } else if (kind == Kind.restatements) {
                restatements(reports, restatements.periods(filter));
            } else if (format == Format.csv) {
                console.block(reports.csv(kind.wire, filter, by));
            } else {
                print(reports, filter, by);
            }
        }
        return ExitCode.OK;
    }

    private void refuseStrangers() {
        if ((kind == Kind.campaigns || kind == Kind.daily) && options.hasDimension()) {
            throw new Failure(ExitCode.USAGE, "--by: only with totals, performance, goods and restatements");
        }
        if (kind != Kind.performance && kind != Kind.restatements && options.hasView()) {
            throw new Failure(ExitCode.USAGE, "--view: only with performance and restatements");
        }
        if (kind != Kind.restatements && restatements.any()) {
            throw new Failure(ExitCode.USAGE, "--day, --month, --sales, --cause, --campaign: only with restatements");
        }
        if (kind == Kind.restatements && format == Format.csv) {
            throw new Failure(ExitCode.USAGE, "--format: restatements are printed as table or json");
        }
    }

    private void restatements(Reports reports, ReportFilter filter) {
        boolean json = format == Format.json;
        if (restatements.sales()) {
            ListRestatedSalesResponse sales = reports.restatedSales(ListRestatedSalesRequest.newBuilder()
                    .setFilter(filter)
                    .setKind(restatements.kind())
                    .setView(options.view())
                    .setCause(restatements.cause())
                    .setCampaign(restatements.campaign())
                    .setPageSize(restatements.limit())
                    .build());
            console.block(json ? Json.of(sales) : RestatementTables.of(sales));
            if (!sales.getNextPageToken().isEmpty()) {
                console.remark("there are more");
            }
            return;
        }
        RestatementDimension by = RestatementOptions.dimension(options.by());
        GetRestatementsResponse report = reports.restatements(GetRestatementsRequest.newBuilder()
                .setFilter(filter)
                .setKind(restatements.kind())
                .setView(options.view())
                .setBy(by)
                .build());
        console.block(json ? Json.of(report) : RestatementTables.of(report, by));
        if (report.getPublications() == 0) {
            console.remark("nothing of this is published");
        } else if (report.getIncomplete() > 0) {
            console.remark(
                    "%d of %d copies were made while the ledger was not complete",
                    report.getIncomplete(), report.getPublications());
        }
        warn(report.getFreshness());
    }

    private void print(Reports reports, ReportFilter filter, Dimension by) {
        boolean json = format == Format.json;
        switch (kind) {
            case campaigns -> {
                GetCampaignReportResponse report = reports.campaigns(filter);
                console.block(json ? Json.of(report) : ReportTables.campaigns(report));
                warn(report.getFreshness());
            }
            case daily -> {
                GetDailyReportResponse report = reports.daily(filter);
                console.block(json ? Json.of(report) : ReportTables.daily(report));
                warn(report.getFreshness());
            }
            case totals -> {
                GetTotalsResponse report = reports.totals(filter, by);
                console.block(json ? Json.of(report) : ReportTables.totals(report, by));
                warn(report.getFreshness());
            }
            case performance -> performance(reports, filter);
            case goods -> goods(reports, filter);
            case restatements -> restatements(reports, filter);
        }
    }

    private void goods(Reports reports, ReportFilter filter) {
        GoodsDimension by = options.goodsDimension();
        if (format == Format.csv) {
            console.block(reports.goodsCsv(filter, by));
            return;
        }
        GetGoodsReportResponse report = reports.goods(filter, by);
        console.block(format == Format.json ? Json.of(report) : GoodsTable.of(report, by));
        warn(report.getFreshness());
    }

    private void performance(Reports reports, ReportFilter filter) {
        PerformanceDimension by = options.performanceDimension();
        PerformanceView view = options.view();
        if (format == Format.csv) {
            console.block(reports.performanceCsv(filter, by, view));
            return;
        }
        GetPerformanceReportResponse report = reports.performance(filter, by, view);
        console.block(format == Format.json ? Json.of(report) : PerformanceTable.of(report, by));
        warn(report.getFreshness());
    }

    private void warn(Freshness freshness) {
        if (freshness.getLedgerLag() > 0) {
            console.remark("not final: %d changes of the ledger are still on their way", freshness.getLedgerLag());
        } else if (freshness.getLedgerLag() < 0) {
            console.remark("may be old: attribution-svc does not answer");
        }
    }

    /** What the user may name. */
    enum Kind {
        campaigns(ReportKind.REPORT_KIND_CAMPAIGNS),
        daily(ReportKind.REPORT_KIND_DAILY),
        totals(ReportKind.REPORT_KIND_TOTALS),
        performance(ReportKind.REPORT_KIND_PERFORMANCE),
        goods(ReportKind.REPORT_KIND_GOODS),
        restatements(ReportKind.REPORT_KIND_UNSPECIFIED);

        private final ReportKind wire;

        Kind(ReportKind wire) {
            this.wire = wire;
        }
    }

    /** How it is printed. */
    enum Format {
        table,
        csv,
        json
    }
}
