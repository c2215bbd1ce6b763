package dev.touchline.cli.report;

import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.Service;
import dev.touchline.report.v1.Dimension;
import dev.touchline.report.v1.ExportReportRequest;
import dev.touchline.report.v1.GetCampaignReportRequest;
import dev.touchline.report.v1.GetCampaignReportResponse;
import dev.touchline.report.v1.GetDailyReportRequest;
import dev.touchline.report.v1.GetDailyReportResponse;
import dev.touchline.report.v1.GetGoodsReportRequest;
import dev.touchline.report.v1.GetGoodsReportResponse;
import dev.touchline.report.v1.GetPerformanceReportRequest;
import dev.touchline.report.v1.GetPerformanceReportResponse;
import dev.touchline.report.v1.GetRestatementsRequest;
import dev.touchline.report.v1.GetRestatementsResponse;
import dev.touchline.report.v1.GetTotalsRequest;
import dev.touchline.report.v1.GetTotalsResponse;
import dev.touchline.report.v1.GoodsDimension;
import dev.touchline.report.v1.ListRestatedSalesRequest;
import dev.touchline.report.v1.ListRestatedSalesResponse;
import dev.touchline.report.v1.PerformanceDimension;
import dev.touchline.report.v1.PerformanceView;
import dev.touchline.report.v1.PublicationServiceGrpc;
import dev.touchline.report.v1.PublishRequest;
import dev.touchline.report.v1.PublishResponse;
import dev.touchline.report.v1.ReportFilter;
import dev.touchline.report.v1.ReportKind;
import dev.touchline.report.v1.ReportServiceGrpc;

/** The calls of report-svc. */
public final class Reports {
    private final Connections connections;

    /** Reports of the connected report-svc. */
    public Reports(Connections connections) {
        this.connections = connections;
    }

    /** Campaigns. */
    public GetCampaignReportResponse campaigns(ReportFilter filter) {
        GetCampaignReportRequest request =
                GetCampaignReportRequest.newBuilder().setFilter(filter).build();
        return connections.call(
                Service.REPORT, ReportServiceGrpc::newBlockingStub, stub -> stub.getCampaignReport(request));
    }

    /** Days. */
    public GetDailyReportResponse daily(ReportFilter filter) {
        GetDailyReportRequest request =
                GetDailyReportRequest.newBuilder().setFilter(filter).build();
        return connections.call(
                Service.REPORT, ReportServiceGrpc::newBlockingStub, stub -> stub.getDailyReport(request));
    }

    /** Totals. */
    public GetTotalsResponse totals(ReportFilter filter, Dimension by) {
        GetTotalsRequest request =
                GetTotalsRequest.newBuilder().setFilter(filter).setBy(by).build();
        return connections.call(Service.REPORT, ReportServiceGrpc::newBlockingStub, stub -> stub.getTotals(request));
    }

    /** Whose performance the net is. */
    public GetPerformanceReportResponse performance(
            ReportFilter filter, PerformanceDimension by, PerformanceView view) {
        GetPerformanceReportRequest request = GetPerformanceReportRequest.newBuilder()
                .setFilter(filter)
                .setBy(by)
                .setView(view)
                .build();
        return connections.call(
                Service.REPORT, ReportServiceGrpc::newBlockingStub, stub -> stub.getPerformanceReport(request));
    }

    /** Whose performance the net is as CSV, byte for byte as report-svc renders it. */
    public String performanceCsv(ReportFilter filter, PerformanceDimension by, PerformanceView view) {
        ExportReportRequest request = ExportReportRequest.newBuilder()
                .setReport(ReportKind.REPORT_KIND_PERFORMANCE)
                .setFilter(filter)
                .setPerformanceBy(by)
                .setView(view)
                .build();
        return connections
                .call(Service.REPORT, ReportServiceGrpc::newBlockingStub, stub -> stub.exportReport(request))
                .getCsv();
    }

    /** What was sold. */
    public GetGoodsReportResponse goods(ReportFilter filter, GoodsDimension by) {
        GetGoodsReportRequest request =
                GetGoodsReportRequest.newBuilder().setFilter(filter).setBy(by).build();
        return connections.call(
                Service.REPORT, ReportServiceGrpc::newBlockingStub, stub -> stub.getGoodsReport(request));
    }

    /** What was sold as CSV, byte for byte as report-svc renders it. */
    public String goodsCsv(ReportFilter filter, GoodsDimension by) {
        ExportReportRequest request = ExportReportRequest.newBuilder()
                .setReport(ReportKind.REPORT_KIND_GOODS)
                .setFilter(filter)
                .setGoodsBy(by)
                .build();
        return connections
                .call(Service.REPORT, ReportServiceGrpc::newBlockingStub, stub -> stub.exportReport(request))
                .getCsv();
    }

    /** Publishes a period. */
    public PublishResponse publish(PublishRequest request) {
        return connections.call(Service.REPORT, PublicationServiceGrpc::newBlockingStub, stub -> stub.publish(request));
    }

    /** Published numbers, and why live ones differ. */
    public GetRestatementsResponse restatements(GetRestatementsRequest request) {
        return connections.call(
                Service.REPORT, PublicationServiceGrpc::newBlockingStub, stub -> stub.getRestatements(request));
    }

    /** The sales behind a difference. */
    public ListRestatedSalesResponse restatedSales(ListRestatedSalesRequest request) {
        return connections.call(
                Service.REPORT, PublicationServiceGrpc::newBlockingStub, stub -> stub.listRestatedSales(request));
    }

    /** Any of the others as CSV, byte for byte as report-svc renders it. */
    public String csv(ReportKind kind, ReportFilter filter, Dimension by) {
        ExportReportRequest request = ExportReportRequest.newBuilder()
                .setReport(kind)
                .setFilter(filter)
                .setBy(by)
                .build();
        return connections
                .call(Service.REPORT, ReportServiceGrpc::newBlockingStub, stub -> stub.exportReport(request))
                .getCsv();
    }
}
