package dev.touchline.report.performance;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.error.Rejection;
import dev.touchline.member.v1.PartnerKind;
import dev.touchline.report.freshness.LedgerLag;
import dev.touchline.report.v1.CampaignRow;
import dev.touchline.report.v1.DailyRow;
import dev.touchline.report.v1.ExportReportRequest;
import dev.touchline.report.v1.ExportReportResponse;
import dev.touchline.report.v1.Freshness;
import dev.touchline.report.v1.GetCampaignReportRequest;
import dev.touchline.report.v1.GetCampaignReportResponse;
import dev.touchline.report.v1.GetDailyReportRequest;
import dev.touchline.report.v1.GetDailyReportResponse;
import dev.touchline.report.v1.GetGoodsReportRequest;
import dev.touchline.report.v1.GetGoodsReportResponse;
import dev.touchline.report.v1.GetPerformanceReportRequest;
import dev.touchline.report.v1.GetPerformanceReportResponse;
import dev.touchline.report.v1.GetTotalsRequest;
import dev.touchline.report.v1.GetTotalsResponse;
import dev.touchline.report.v1.GoodsRow;
import dev.touchline.report.v1.PerformanceNode;
import dev.touchline.report.v1.PerformanceRow;
import dev.touchline.report.v1.ReportService;
import dev.touchline.report.v1.TotalRow;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Serves the reports. The lag is taken before the figures, so that they are at least as fresh as they claim. */
@GrpcService
public class ReportGrpc implements ReportService {

    private final CampaignReports campaigns;
    private final MoneyReports money;
    private final OwnerReports owners;
    private final RegionReports regions;
    private final GoodsReports goods;
    private final LedgerLag lag;
    private final ReportGate gate;

    public ReportGrpc(
            CampaignReports campaigns,
            MoneyReports money,
            OwnerReports owners,
            RegionReports regions,
            GoodsReports goods,
            LedgerLag lag,
            ReportGate gate) {
        this.campaigns = campaigns;
        this.money = money;
        this.owners = owners;
        this.regions = regions;
        this.goods = goods;
        this.lag = lag;
        this.gate = gate;
    }

    @Override
    public Uni<GetCampaignReportResponse> getCampaignReport(GetCampaignReportRequest request) {
        Scope scope = Filters.scope(request.getFilter());
        Caller caller = Caller.current();
        return fresh(() -> campaigns.report(scope, caller), (rows, fresh) -> GetCampaignReportResponse.newBuilder()
                .addAllRows(rows.stream().map(ReportGrpc::campaignRow).toList())
                .setFreshness(fresh)
                .build());
    }

    @Override
    public Uni<GetDailyReportResponse> getDailyReport(GetDailyReportRequest request) {
        Scope scope = Filters.scope(request.getFilter());
        return fresh(() -> money.report(scope, Split.DAY), (rows, fresh) -> GetDailyReportResponse.newBuilder()
                .addAllRows(rows.stream().map(ReportGrpc::dailyRow).toList())
                .setFreshness(fresh)
                .build());
    }

    @Override
    public Uni<GetTotalsResponse> getTotals(GetTotalsRequest request) {
        Scope scope = Filters.scope(request.getFilter());
        Split by = Filters.split(request.getByValue());
        return fresh(() -> money.report(scope, by), (rows, fresh) -> GetTotalsResponse.newBuilder()
                .addAllRows(rows.stream().map(ReportGrpc::totalRow).toList())
                .setFreshness(fresh)
                .build());
    }

    @Override
    public Uni<GetPerformanceReportResponse> getPerformanceReport(GetPerformanceReportRequest request) {
        OwnerScope scope = Filters.ownerScope(request.getFilter(), "by", request.getByValue(), request.getViewValue());
        return fresh(() -> performanceRows(scope), (rows, fresh) -> GetPerformanceReportResponse.newBuilder()
                .addAllRows(rows)
                .setFreshness(fresh)
                .build());
    }

    @Override
    public Uni<GetGoodsReportResponse> getGoodsReport(GetGoodsReportRequest request) {
        Scope scope = Filters.untouchedScope(request.getFilter());
        GoodsSplit by = Filters.goodsSplit("by", request.getByValue());
        return fresh(() -> goods.report(scope, by), (rows, fresh) -> GetGoodsReportResponse.newBuilder()
                .addAllRows(rows.stream().map(ReportGrpc::goodsRow).toList())
                .setFreshness(fresh)
                .build());
    }

    @Override
    public Uni<ExportReportResponse> exportReport(ExportReportRequest request) {
        Scope scope = Filters.scope(request.getFilter());
        Split by = Filters.split(request.getByValue());
        Caller caller = Caller.current();
        Supplier<Uni<String>> csv =
                switch (request.getReport()) {
                    case REPORT_KIND_UNSPECIFIED -> throw Rejection.required("report");
                    case REPORT_KIND_CAMPAIGNS ->
                        () -> campaigns.report(scope, caller).map(ReportCsv::campaigns);
                    case REPORT_KIND_DAILY ->
                        () -> money.report(scope, Split.DAY).map(ReportCsv::days);
                    case REPORT_KIND_TOTALS -> () -> money.report(scope, by).map(ReportCsv::totals);
                    case REPORT_KIND_PERFORMANCE -> performance(request);
                    case REPORT_KIND_GOODS -> goods(request);
                    case UNRECOGNIZED -> throw Filters.unknownReport(request.getReportValue());
                };
        return gate.admit(csv)
                .map(text -> ExportReportResponse.newBuilder().setCsv(text).build());
    }

    private Uni<List<PerformanceRow>> performanceRows(OwnerScope scope) {
        return scope.by().placed()
                ? regions.report(scope)
                        .map(rows -> rows.stream().map(ReportGrpc::treeRow).toList())
                : owners.report(scope)
                        .map(rows ->
                                rows.stream().map(ReportGrpc::performanceRow).toList());
    }

    private Supplier<Uni<String>> performance(ExportReportRequest request) {
        OwnerScope asked = Filters.ownerScope(
                request.getFilter(), "performance_by", request.getPerformanceByValue(), request.getViewValue());
        return () -> asked.by().placed()
                ? regions.report(asked).map(ReportCsv::tree)
                : owners.report(asked).map(ReportCsv::performance);
    }

    private Supplier<Uni<String>> goods(ExportReportRequest request) {
        Scope asked = Filters.untouchedScope(request.getFilter());
        GoodsSplit split = Filters.goodsSplit("goods_by", request.getGoodsByValue());
        return () -> goods.report(asked, split).map(ReportCsv::goods);
    }

    private <R, A> Uni<A> fresh(Supplier<Uni<List<R>>> report, BiFunction<List<R>, Freshness, A> answer) {
        return lag.events()
                .map(events -> Freshness.newBuilder().setLedgerLag(events).build())
                .chain(fresh -> gate.admit(report).map(rows -> answer.apply(rows, fresh)));
    }

    private static CampaignRow campaignRow(CampaignFigures row) {
        CampaignRow.Builder shown = CampaignRow.newBuilder()
                .setCampaign(row.campaign())
                .setName(row.name())
                .setBrand(row.brand())
                .setCurrencyCode(row.currency())
                .setPersonsHidden(row.people().isEmpty())
                .setTouchedOrders(row.touchedOrders())
                .setTouchedNetMinor(row.touchedNet())
                .setCreditedOrders(row.creditedOrdersText())
                .setCreditedNetMinor(row.creditedNet());
        row.people().ifPresent(people -> shown.setTargeted(people.targeted())
                .setExecuted(people.executed())
                .setReached(people.reached())
                .setResponded(people.responded())
                .setControl(people.control()));
        return shown.build();
    }

    private static DailyRow dailyRow(Measures row) {
        return DailyRow.newBuilder()
                .setDay(row.key())
                .setCurrencyCode(row.currency())
                .setOrders(row.orders())
                .setPaidMinor(row.paid())
                .setRefundedMinor(row.refunded())
                .setNetMinor(row.net())
                .setEmpoweredOrders(row.empoweredOrders())
                .setEmpoweredNetMinor(row.empoweredNet())
                .setCreditedNetMinor(row.credited())
                .setOrganicMinor(row.organic())
                .setUnmatchedRefundMinor(row.unmatched())
                .build();
    }

    private static TotalRow totalRow(Measures row) {
        return TotalRow.newBuilder()
                .setKey(row.key())
                .setCurrencyCode(row.currency())
                .setOrders(row.orders())
                .setPaidMinor(row.paid())
                .setRefundedMinor(row.refunded())
                .setNetMinor(row.net())
                .setEmpoweredOrders(row.empoweredOrders())
                .setEmpoweredNetMinor(row.empoweredNet())
                .setCreditedNetMinor(row.credited())
                .setOrganicMinor(row.organic())
                .setUnmatchedRefundMinor(row.unmatched())
                .build();
    }

    private static PerformanceRow treeRow(TreeFigures row) {
        return performanceRow(row.figures()).toBuilder()
                .setBrand(row.brand())
                .setRegion(row.region())
                .setLevel(row.level())
                .build();
    }

    private static PerformanceRow performanceRow(OwnerFigures row) {
        return PerformanceRow.newBuilder()
                .setNode(
                        PerformanceNode.valueOf("PERFORMANCE_NODE_" + row.node().name()))
                .setKey(row.key())
                .setStore(row.store())
                .setCurrencyCode(row.currency())
                .setOrders(row.orders())
                .setPaidMinor(row.paid())
                .setRefundedMinor(row.refunded())
                .setNetMinor(row.net())
                .setEmpoweredNetMinor(row.empowered())
                .setAssistedNetMinor(row.assisted())
                .setUnmatchedRefundMinor(row.unmatched())
                .setOffStoreNetMinor(row.offStore())
                .setPartnerKind(
                        row.kind().isEmpty()
                                ? PartnerKind.PARTNER_KIND_UNSPECIFIED
                                : PartnerKind.valueOf("PARTNER_KIND_" + row.kind()))
                .build();
    }

    private static GoodsRow goodsRow(GoodsFigures row) {
        return GoodsRow.newBuilder()
                .setNode(
                        row.node().equals(GoodsFigures.NO_NODE)
                                ? PerformanceNode.PERFORMANCE_NODE_UNSPECIFIED
                                : PerformanceNode.valueOf("PERFORMANCE_NODE_" + row.node()))
                .setKey(row.key())
                .setCurrencyCode(row.currency())
                .setItems(row.items())
                .setPaidMinor(row.paid())
                .setRefundedMinor(row.refunded())
                .setNetMinor(row.net())
                .setOnlineOnlyNetMinor(row.onlineOnly())
                .setCostedNetMinor(row.costed())
                .setCostMinor(row.cost())
                .setMarginMinor(row.margin())
                .build();
    }
}
