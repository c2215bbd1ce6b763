package dev.touchline.report.performance;

import static dev.touchline.report.testing.LedgerEvents.HOUSE;
import static dev.touchline.report.testing.LedgerEvents.event;
import static dev.touchline.report.testing.LedgerEvents.of;
import static dev.touchline.report.testing.LedgerEvents.order;
import static dev.touchline.report.testing.LedgerEvents.partner;
import static dev.touchline.report.testing.LedgerEvents.refundOn;
import static dev.touchline.report.testing.LedgerEvents.refundWithoutOrder;
import static dev.touchline.report.testing.LedgerEvents.sms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.touchline.attribution.v1.Model;
import dev.touchline.attribution.v1.Performance;
import dev.touchline.attribution.v1.PerformanceShare;
import dev.touchline.attribution.v1.RelationStage;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.order.v1.BuyerPlace;
import dev.touchline.report.v1.ExportReportRequest;
import dev.touchline.report.v1.GetPerformanceReportRequest;
import dev.touchline.report.v1.PerformanceDimension;
import dev.touchline.report.v1.PerformanceNode;
import dev.touchline.report.v1.PerformanceRow;
import dev.touchline.report.v1.PerformanceView;
import dev.touchline.report.v1.ReportFilter;
import dev.touchline.report.v1.ReportKind;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose performance the net is: every node, both views, and what a store may see. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class PerformanceReportTest extends ServiceTest {

    private static final ReportFilter EVERYTHING = ReportFilter.getDefaultInstance();

    @BeforeEach
    void sales() {
        feeds.ledger(
                event(
                        1,
                        1,
                        order("north", "2026-03-01", 10_000, 4_000, sms(1, "c1"))
                                .setPerformance(of("S1", "g1").toBuilder().setAssistingGuide("cloud"))
                                .addRefunds(refundOn("2026-03-05", "r1", 4_000, 500, of("S2", "")))
                                .setUnmatchedRefundMinor(500)),
                event(2, 1, order("north", "2026-03-01", 300).setPerformance(of("S1", ""))),
                event(3, 1, order("north", "2026-03-02", 700).setPerformance(partner("cps-1"))),
                event(4, 1, order("south", "2026-03-02", 50).setPerformance(of("", "g9"))),
                event(5, 1, order("south", "2026-03-02", 20).setPerformance(HOUSE)),
                event(6, 1, refundWithoutOrder("south", "2026-03-03", 60, "r6")));
    }

    @Test
    void byStore_holdsEveryNode() {
        assertThat(rows(EVERYTHING, PerformanceDimension.PERFORMANCE_DIMENSION_STORE))
                .extracting(
                        PerformanceRow::getNode,
                        PerformanceRow::getKey,
                        PerformanceRow::getOrders,
                        PerformanceRow::getNetMinor,
                        PerformanceRow::getEmpoweredNetMinor,
                        PerformanceRow::getAssistedNetMinor,
                        PerformanceRow::getUnmatchedRefundMinor)
                .containsExactly(
                        tuple(PerformanceNode.PERFORMANCE_NODE_STORE, "S1", 2L, 6_300L, 6_000L, 6_000L, 0L),
                        tuple(PerformanceNode.PERFORMANCE_NODE_STORE, "S2", 0L, 0L, 0L, 0L, 500L),
                        tuple(PerformanceNode.PERFORMANCE_NODE_NO_STORE, "", 1L, 50L, 0L, 0L, 0L),
                        tuple(PerformanceNode.PERFORMANCE_NODE_PARTNER, "", 1L, 700L, 0L, 0L, 0L),
                        tuple(PerformanceNode.PERFORMANCE_NODE_HOUSE, "", 1L, 20L, 0L, 0L, 60L));
    }

    @Test
    void byGuide_tellsWhatStoresHaveWithoutOne() {
        assertThat(rows(EVERYTHING, PerformanceDimension.PERFORMANCE_DIMENSION_GUIDE))
                .extracting(
                        PerformanceRow::getNode,
                        PerformanceRow::getKey,
                        PerformanceRow::getStore,
                        PerformanceRow::getNetMinor)
                .containsExactly(
                        tuple(PerformanceNode.PERFORMANCE_NODE_GUIDE, "g1", "S1", 6_000L),
                        tuple(PerformanceNode.PERFORMANCE_NODE_GUIDE, "g9", "", 50L),
                        tuple(PerformanceNode.PERFORMANCE_NODE_NO_GUIDE, "", "S1", 300L),
                        tuple(PerformanceNode.PERFORMANCE_NODE_NO_GUIDE, "", "S2", 0L),
                        tuple(PerformanceNode.PERFORMANCE_NODE_PARTNER, "", "", 700L),
                        tuple(PerformanceNode.PERFORMANCE_NODE_HOUSE, "", "", 20L));
    }

    @Test
    void byPartnerAndByBrand_addUpToTheSame() {
        assertThat(rows(EVERYTHING, PerformanceDimension.PERFORMANCE_DIMENSION_PARTNER))
                .extracting(PerformanceRow::getNode, PerformanceRow::getKey, PerformanceRow::getNetMinor)
                .containsExactly(
                        tuple(PerformanceNode.PERFORMANCE_NODE_PARTNER, "cps-1", 700L),
                        tuple(PerformanceNode.PERFORMANCE_NODE_NO_PARTNER, "", 6_370L));
        assertThat(rows(EVERYTHING, PerformanceDimension.PERFORMANCE_DIMENSION_BRAND))
                .extracting(PerformanceRow::getKey, PerformanceRow::getNetMinor)
                .containsExactly(tuple("north", 7_000L), tuple("south", 70L));
    }

    @Test
    void refund_countsOnTheOrdersDayOrOnItsOwn() {
        ReportFilter first = day("2026-03-01");
        ReportFilter fifth = day("2026-03-05");

        assertThat(net(first, PerformanceView.PERFORMANCE_VIEW_COHORT)).isEqualTo(6_300);
        assertThat(net(fifth, PerformanceView.PERFORMANCE_VIEW_COHORT)).isZero();
        assertThat(net(first, PerformanceView.PERFORMANCE_VIEW_BOOKING)).isEqualTo(10_300);
        assertThat(net(fifth, PerformanceView.PERFORMANCE_VIEW_BOOKING)).isEqualTo(-4_000);
    }

    @Test
    void orderSplitBetweenStages_isEachOwnersPartAndCountedWhereItWasClosed() {
        feeds.ledger(event(
                7,
                1,
                order("north", "2026-03-07", 100, 10, sms(9, "c1"))
                        .setPerformance(of("S9", "g9").toBuilder().setAssistingGuide("cloud"))
                        .addPerformanceShares(share(RelationStage.RELATION_STAGE_ADD, of("S8", "g8"), 20, 18))
                        .addPerformanceShares(share(RelationStage.RELATION_STAGE_CLOSE, of("S9", "g9"), 80, 72))
                        .addRefunds(refundOn("2026-03-08", "r7", 10, 0, HOUSE).toBuilder()
                                .addShareChangeMinor(-2)
                                .addShareChangeMinor(-8))));

        assertThat(rows(day("2026-03-07"), PerformanceDimension.PERFORMANCE_DIMENSION_STORE))
                .extracting(
                        PerformanceRow::getKey,
                        PerformanceRow::getOrders,
                        PerformanceRow::getPaidMinor,
                        PerformanceRow::getNetMinor,
                        PerformanceRow::getEmpoweredNetMinor,
                        PerformanceRow::getAssistedNetMinor)
                .containsExactly(tuple("S8", 0L, 20L, 18L, 18L, 0L), tuple("S9", 1L, 80L, 72L, 72L, 72L));
        assertThat(ask(
                        day("2026-03-08"),
                        PerformanceDimension.PERFORMANCE_DIMENSION_GUIDE,
                        PerformanceView.PERFORMANCE_VIEW_BOOKING))
                .extracting(PerformanceRow::getKey, PerformanceRow::getNetMinor)
                .containsExactly(tuple("g8", -2L), tuple("g9", -8L));
        assertThat(net(day("2026-03-07"), PerformanceView.PERFORMANCE_VIEW_BOOKING))
                .isEqualTo(100);
    }

    private static PerformanceShare share(RelationStage stage, Performance owner, long paid, long net) {
        return PerformanceShare.newBuilder()
                .setStage(stage)
                .setPerformance(owner)
                .setPaidMinor(paid)
                .setNetMinor(net)
                .build();
    }

    @Test
    void offStoreSales_areWhatAStoreHasOfBuyersWhoWereAway() {
        feeds.ledger(
                event(
                        1,
                        2,
                        order("north", "2026-03-01", 10_000, 4_000)
                                .setPerformance(of("S1", "g1"))
                                .setBuyerPlace(BuyerPlace.BUYER_PLACE_AWAY)
                                .addRefunds(refundOn("2026-03-05", "r1", 4_000, 0, HOUSE))),
                event(
                        2,
                        2,
                        order("north", "2026-03-01", 300)
                                .setPerformance(of("S1", ""))
                                .setBuyerPlace(BuyerPlace.BUYER_PLACE_IN_STORE)));

        assertThat(rows(EVERYTHING, PerformanceDimension.PERFORMANCE_DIMENSION_STORE))
                .filteredOn(row -> row.getKey().equals("S1"))
                .extracting(PerformanceRow::getNetMinor, PerformanceRow::getOffStoreNetMinor)
                .containsExactly(tuple(6_300L, 6_000L));
        assertThat(rows(EVERYTHING, PerformanceDimension.PERFORMANCE_DIMENSION_TREE))
                .filteredOn(row -> row.getKey().equals("S1"))
                .extracting(PerformanceRow::getLevel, PerformanceRow::getOffStoreNetMinor)
                .containsExactly(tuple(3, 6_000L));
        assertThat(ask(
                        day("2026-03-05"),
                        PerformanceDimension.PERFORMANCE_DIMENSION_STORE,
                        PerformanceView.PERFORMANCE_VIEW_BOOKING))
                .extracting(PerformanceRow::getOffStoreNetMinor)
                .containsExactly(-4_000L);
    }

    @Test
    void store_seesItsOwnAlone() {
        ReportFilter own = ReportFilter.newBuilder().setStore("S2").build();

        assertThat(rows(own, PerformanceDimension.PERFORMANCE_DIMENSION_GUIDE))
                .extracting(PerformanceRow::getStore, PerformanceRow::getUnmatchedRefundMinor)
                .containsExactly(tuple("S2", 500L));
    }

    @Test
    void leafThatNobodyDecided_isShownAsSuch() {
        feeds.ledger(event(3, 2, order("north", "2026-03-02", 700).clearPerformance()));

        assertThat(rows(EVERYTHING, PerformanceDimension.PERFORMANCE_DIMENSION_STORE))
                .filteredOn(row -> row.getNode() == PerformanceNode.PERFORMANCE_NODE_UNDECIDED)
                .extracting(PerformanceRow::getNetMinor)
                .containsExactly(700L);
    }

    @Test
    void csv_hasAHeaderAndNodesInWords() {
        String csv = await(reports.exportReport(ExportReportRequest.newBuilder()
                        .setReport(ReportKind.REPORT_KIND_PERFORMANCE)
                        .build()))
                .getCsv();

        assertThat(csv)
                .startsWith(
                        "node,key,store,currency,orders,paid,refunded,net,empowered_net,assisted_net,unmatched_refund,"
                                + "off_store_net,off_store_share,partner_kind\r\n")
                .contains(
                        "store,S1,,CNY,2,103.00,40.00,63.00,60.00,60.00,0.00,0.00,0.0000,\r\n",
                        "no-store,,,CNY,1,0.50,");
    }

    @Test
    void modelOrTouchChannel_isRefused() {
        assertThatThrownBy(() -> rows(
                        ReportFilter.newBuilder().setModel(Model.MODEL_FIRST).build(),
                        PerformanceDimension.PERFORMANCE_DIMENSION_STORE))
                .hasMessageContaining("INVALID_ARGUMENT")
                .hasMessageContaining("filter.model");
        assertThatThrownBy(() -> rows(
                        ReportFilter.newBuilder().setTouchChannelValue(1).build(),
                        PerformanceDimension.PERFORMANCE_DIMENSION_STORE))
                .hasMessageContaining("filter.touch_channel");
    }

    private long net(ReportFilter filter, PerformanceView view) {
        return ask(filter, PerformanceDimension.PERFORMANCE_DIMENSION_BRAND, view).stream()
                .mapToLong(PerformanceRow::getNetMinor)
                .sum();
    }

    private List<PerformanceRow> rows(ReportFilter filter, PerformanceDimension by) {
        return ask(filter, by, PerformanceView.PERFORMANCE_VIEW_UNSPECIFIED);
    }

    private List<PerformanceRow> ask(ReportFilter filter, PerformanceDimension by, PerformanceView view) {
        return await(reports.getPerformanceReport(GetPerformanceReportRequest.newBuilder()
                        .setFilter(filter)
                        .setBy(by)
                        .setView(view)
                        .build()))
                .getRowsList();
    }

    private static ReportFilter day(String day) {
        return ReportFilter.newBuilder().setFromDay(day).setToDay(day).build();
    }
}
