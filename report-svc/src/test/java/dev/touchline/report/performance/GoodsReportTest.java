package dev.touchline.report.performance;

import static dev.touchline.report.testing.LedgerEvents.HOUSE;
import static dev.touchline.report.testing.LedgerEvents.event;
import static dev.touchline.report.testing.LedgerEvents.of;
import static dev.touchline.report.testing.LedgerEvents.order;
import static dev.touchline.report.testing.LedgerEvents.partner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.touchline.attribution.v1.GoodsPart;
import dev.touchline.attribution.v1.LedgerEntry;
import dev.touchline.attribution.v1.Model;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.order.v1.GoodsClass;
import dev.touchline.report.v1.ExportReportRequest;
import dev.touchline.report.v1.GetGoodsReportRequest;
import dev.touchline.report.v1.GoodsDimension;
import dev.touchline.report.v1.GoodsRow;
import dev.touchline.report.v1.PerformanceNode;
import dev.touchline.report.v1.ReportFilter;
import dev.touchline.report.v1.ReportKind;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was sold: online-only share, and margin as far as the cost is known. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class GoodsReportTest extends ServiceTest {

    private static final ReportFilter EVERYTHING = ReportFilter.getDefaultInstance();

    @BeforeEach
    void sales() {
        feeds.ledger(
                event(
                        1,
                        1,
                        sold(
                                order("north", "2026-03-01", 1_000, 200).setPerformance(of("S1", "g1")),
                                part("coats", GoodsClass.GOODS_CLASS_REGULAR, 600, 200, 400, 150),
                                part("coats", GoodsClass.GOODS_CLASS_ONLINE_ONLY, 400, 0, 0, 0))),
                event(
                        2,
                        1,
                        sold(
                                order("south", "2026-03-02", 500).setPerformance(partner("cps-1")),
                                part("", GoodsClass.GOODS_CLASS_UNSPECIFIED, 500, 0, 500, 100))),
                event(3, 1, order("south", "2026-03-02", 70).setPerformance(HOUSE)));
    }

    @Test
    void byStore_tellsOnlineOnlyShareAndMarginWithItsCoverage() {
        assertThat(rows(EVERYTHING, GoodsDimension.GOODS_DIMENSION_STORE))
                .extracting(
                        GoodsRow::getNode,
                        GoodsRow::getKey,
                        GoodsRow::getNetMinor,
                        GoodsRow::getOnlineOnlyNetMinor,
                        GoodsRow::getCostedNetMinor,
                        GoodsRow::getMarginMinor)
                .containsExactly(
                        tuple(PerformanceNode.PERFORMANCE_NODE_STORE, "S1", 800L, 400L, 400L, 250L),
                        tuple(PerformanceNode.PERFORMANCE_NODE_PARTNER, "", 500L, 0L, 500L, 400L),
                        tuple(PerformanceNode.PERFORMANCE_NODE_HOUSE, "", 70L, 0L, 0L, 0L));
    }

    @Test
    void everyOtherSplit_addsUpToTheSame() {
        assertThat(rows(EVERYTHING, GoodsDimension.GOODS_DIMENSION_CATEGORY))
                .extracting(GoodsRow::getKey, GoodsRow::getNetMinor)
                .containsExactly(tuple("", 570L), tuple("coats", 800L));
        assertThat(rows(EVERYTHING, GoodsDimension.GOODS_DIMENSION_GOODS_CLASS))
                .extracting(GoodsRow::getKey, GoodsRow::getNetMinor)
                .containsExactly(tuple("", 570L), tuple("ONLINE_ONLY", 400L), tuple("REGULAR", 400L));
        assertThat(rows(EVERYTHING, GoodsDimension.GOODS_DIMENSION_BRAND))
                .extracting(GoodsRow::getKey, GoodsRow::getNetMinor)
                .containsExactly(tuple("north", 800L), tuple("south", 570L));
    }

    @Test
    void newerLedger_replacesTheGoods_andAWithdrawnSaleHasNone() {
        feeds.ledger(
                event(1, 2, order("north", "2026-03-01", 30).setPerformance(of("S1", ""))),
                event(2, 2, order("south", "2026-03-02", 500).setPresent(false)));

        assertThat(rows(EVERYTHING, GoodsDimension.GOODS_DIMENSION_BRAND))
                .extracting(GoodsRow::getKey, GoodsRow::getNetMinor)
                .containsExactly(tuple("north", 30L), tuple("south", 70L));
    }

    @Test
    void filters_limitIt() {
        assertThat(rows(ReportFilter.newBuilder().setStore("S1").build(), GoodsDimension.GOODS_DIMENSION_CATEGORY))
                .extracting(GoodsRow::getNetMinor)
                .containsExactly(800L);
        assertThat(rows(
                        ReportFilter.newBuilder().setFromDay("2026-03-02").build(),
                        GoodsDimension.GOODS_DIMENSION_BRAND))
                .extracting(GoodsRow::getNetMinor)
                .containsExactly(570L);
        assertThatThrownBy(() -> rows(
                        ReportFilter.newBuilder().setModel(Model.MODEL_FIRST).build(),
                        GoodsDimension.GOODS_DIMENSION_BRAND))
                .hasMessageContaining("filter.model");
    }

    @Test
    void csv_hasSharesAndLeavesEmptyWhatNobodyCanKnow() {
        String csv = await(reports.exportReport(ExportReportRequest.newBuilder()
                        .setReport(ReportKind.REPORT_KIND_GOODS)
                        .build()))
                .getCsv();

        assertThat(csv)
                .startsWith(
                        "node,key,currency,items,paid,refunded,net,online_only_net,online_only_share,costed_net,cost,"
                                + "margin,margin_rate,cost_coverage\r\n")
                .contains(
                        "store,S1,CNY,2,10.00,2.00,8.00,4.00,0.5000,4.00,1.50,2.50,0.6250,0.5000\r\n",
                        "house,,CNY,0,0.70,0.00,0.70,0.00,0.0000,0.00,0.00,0.00,,0.0000\r\n");
    }

    private static LedgerEntry.Builder sold(LedgerEntry.Builder entry, GoodsPart... parts) {
        return entry.clearGoods().addAllGoods(List.of(parts));
    }

    private static GoodsPart part(String category, GoodsClass of, long paid, long refunded, long costed, long cost) {
        return GoodsPart.newBuilder()
                .setCategory(category)
                .setGoodsClass(of)
                .setPaidMinor(paid)
                .setRefundedMinor(refunded)
                .setItems(1)
                .setCostedNetMinor(costed)
                .setCostMinor(cost)
                .build();
    }

    private List<GoodsRow> rows(ReportFilter filter, GoodsDimension by) {
        return await(reports.getGoodsReport(GetGoodsReportRequest.newBuilder()
                        .setFilter(filter)
                        .setBy(by)
                        .build()))
                .getRowsList();
    }
}
