package dev.touchline.report.performance;

import static dev.touchline.report.testing.LedgerEvents.HOUSE;
import static dev.touchline.report.testing.LedgerEvents.event;
import static dev.touchline.report.testing.LedgerEvents.of;
import static dev.touchline.report.testing.LedgerEvents.order;
import static dev.touchline.report.testing.LedgerEvents.partner;
import static dev.touchline.report.testing.LedgerEvents.refundOn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.touchline.kittest.PostgresResource;
import dev.touchline.member.v1.PartnerKind;
import dev.touchline.report.testing.TouchEvents;
import dev.touchline.report.v1.ExportReportRequest;
import dev.touchline.report.v1.GetPerformanceReportRequest;
import dev.touchline.report.v1.PerformanceDimension;
import dev.touchline.report.v1.PerformanceNode;
import dev.touchline.report.v1.PerformanceRow;
import dev.touchline.report.v1.PerformanceView;
import dev.touchline.report.v1.ReportKind;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What partners do: looked up when a report is made, so that the rows add up whatever is known and whenever it is told. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class PartnerKindReportTest extends ServiceTest {

    private static final long NET = 10_000 + 3_000 + 700 + 500 + 60 + 20 + 5;

    @BeforeEach
    void sales() {
        feeds.members(
                TouchEvents.partner(1, "cps-1", PartnerKind.PARTNER_KIND_CPS),
                TouchEvents.partner(1, "cps-2", PartnerKind.PARTNER_KIND_CPS),
                TouchEvents.partner(1, "dealer", PartnerKind.PARTNER_KIND_DISTRIBUTOR),
                TouchEvents.partner(1, "vague", PartnerKind.PARTNER_KIND_UNSPECIFIED));
        feeds.ledger(
                event(
                        1,
                        1,
                        order("north", "2026-03-01", 14_000, 4_000)
                                .setPerformance(partner("cps-1"))
                                .addRefunds(refundOn("2026-03-05", "r1", 4_000, 500, HOUSE))
                                .setUnmatchedRefundMinor(500)),
                event(2, 1, order("north", "2026-03-01", 3_000).setPerformance(partner("cps-2"))),
                event(3, 1, order("north", "2026-03-02", 700).setPerformance(partner("dealer"))),
                event(4, 1, order("north", "2026-03-02", 500).setPerformance(partner("late"))),
                event(5, 1, order("south", "2026-03-02", 60).setPerformance(partner("vague"))),
                event(6, 1, order("south", "2026-03-02", 20).setPerformance(of("S1", "g1"))),
                event(7, 1, order("south", "2026-03-02", 5).clearPerformance()));
    }

    @Test
    void rows_ofKinds_addUpToTheNetInBothViews() {
        assertThat(byKind(PerformanceView.PERFORMANCE_VIEW_COHORT))
                .extracting(
                        PerformanceRow::getNode,
                        PerformanceRow::getKey,
                        PerformanceRow::getPartnerKind,
                        PerformanceRow::getOrders,
                        PerformanceRow::getNetMinor,
                        PerformanceRow::getUnmatchedRefundMinor)
                .containsExactly(
                        tuple(
                                PerformanceNode.PERFORMANCE_NODE_NO_PARTNER,
                                "",
                                PartnerKind.PARTNER_KIND_UNSPECIFIED,
                                1L,
                                20L,
                                500L),
                        tuple(
                                PerformanceNode.PERFORMANCE_NODE_UNDECIDED,
                                "",
                                PartnerKind.PARTNER_KIND_UNSPECIFIED,
                                1L,
                                5L,
                                0L),
                        kind("", PartnerKind.PARTNER_KIND_UNSPECIFIED, 2, 560),
                        kind("CPS", PartnerKind.PARTNER_KIND_CPS, 2, 13_000),
                        kind("DISTRIBUTOR", PartnerKind.PARTNER_KIND_DISTRIBUTOR, 1, 700));
        for (PerformanceView view :
                List.of(PerformanceView.PERFORMANCE_VIEW_COHORT, PerformanceView.PERFORMANCE_VIEW_BOOKING)) {
            assertThat(byKind(view).stream()
                            .mapToLong(PerformanceRow::getNetMinor)
                            .sum())
                    .as("%s", view)
                    .isEqualTo(NET);
        }
    }

    @Test
    void partner_thatIsToldLaterOrCorrected_takesItsOrdersAlong() {
        assertThat(net("", "SHARER")).containsExactly(560L, 0L);

        feeds.members(TouchEvents.partner(2, "late", PartnerKind.PARTNER_KIND_SHARER));
        assertThat(net("", "SHARER")).containsExactly(60L, 500L);

        feeds.members(TouchEvents.partner(1, "late", PartnerKind.PARTNER_KIND_CPS));
        assertThat(net("", "SHARER")).as("what is older changes nothing").containsExactly(60L, 500L);

        feeds.members(TouchEvents.partner(3, "late", PartnerKind.PARTNER_KIND_DISTRIBUTOR));
        assertThat(net("SHARER", "DISTRIBUTOR")).containsExactly(0L, 1_200L);
    }

    @Test
    void kinds_thatAreForgotten_comeBackWithTheFeed() {
        feeds.forgetMembers();
        assertThat(net("", "CPS")).containsExactly(14_260L, 0L);

        feeds.members(
                TouchEvents.partner(1, "cps-1", PartnerKind.PARTNER_KIND_CPS),
                TouchEvents.partner(1, "cps-2", PartnerKind.PARTNER_KIND_CPS));
        assertThat(net("", "CPS")).containsExactly(1_260L, 13_000L);
    }

    @Test
    void singlePartners_tellTheirKindByPartnerAndInTheTreeAlone() {
        assertThat(ask(
                        PerformanceDimension.PERFORMANCE_DIMENSION_PARTNER,
                        PerformanceView.PERFORMANCE_VIEW_UNSPECIFIED))
                .extracting(PerformanceRow::getKey, PerformanceRow::getPartnerKind)
                .containsExactly(
                        tuple("cps-1", PartnerKind.PARTNER_KIND_CPS),
                        tuple("cps-2", PartnerKind.PARTNER_KIND_CPS),
                        tuple("dealer", PartnerKind.PARTNER_KIND_DISTRIBUTOR),
                        tuple("late", PartnerKind.PARTNER_KIND_UNSPECIFIED),
                        tuple("vague", PartnerKind.PARTNER_KIND_UNSPECIFIED),
                        tuple("", PartnerKind.PARTNER_KIND_UNSPECIFIED),
                        tuple("", PartnerKind.PARTNER_KIND_UNSPECIFIED));
        assertThat(ask(PerformanceDimension.PERFORMANCE_DIMENSION_TREE, PerformanceView.PERFORMANCE_VIEW_UNSPECIFIED))
                .filteredOn(row -> row.getPartnerKind() != PartnerKind.PARTNER_KIND_UNSPECIFIED)
                .extracting(PerformanceRow::getLevel, PerformanceRow::getKey, PerformanceRow::getPartnerKind)
                .containsExactly(
                        tuple(3, "cps-1", PartnerKind.PARTNER_KIND_CPS),
                        tuple(3, "cps-2", PartnerKind.PARTNER_KIND_CPS),
                        tuple(3, "dealer", PartnerKind.PARTNER_KIND_DISTRIBUTOR));
        assertThat(ask(PerformanceDimension.PERFORMANCE_DIMENSION_STORE, PerformanceView.PERFORMANCE_VIEW_UNSPECIFIED))
                .as("by store all partners are one row")
                .filteredOn(row -> row.getNode() == PerformanceNode.PERFORMANCE_NODE_PARTNER)
                .extracting(PerformanceRow::getPartnerKind, PerformanceRow::getNetMinor)
                .containsExactly(tuple(PartnerKind.PARTNER_KIND_UNSPECIFIED, 14_260L));
    }

    @Test
    void csv_tellsTheKindInItsLastColumn() {
        String csv = await(reports.exportReport(ExportReportRequest.newBuilder()
                        .setReport(ReportKind.REPORT_KIND_PERFORMANCE)
                        .setPerformanceBy(PerformanceDimension.PERFORMANCE_DIMENSION_PARTNER_KIND)
                        .build()))
                .getCsv();

        assertThat(csv)
                .contains(
                        "partner-kind,CPS,,CNY,2,170.00,40.00,130.00,0.00,0.00,0.00,0.00,0.0000,CPS\r\n",
                        "partner-kind,,,CNY,2,5.60,0.00,5.60,0.00,0.00,0.00,0.00,0.0000,\r\n");
    }

    private static Tuple kind(String key, PartnerKind kind, long orders, long net) {
        return tuple(PerformanceNode.PERFORMANCE_NODE_PARTNER_KIND, key, kind, orders, net, 0L);
    }

    /** Net of kinds, by their keys; zero for a kind without a row. */
    private List<Long> net(String... kinds) {
        List<PerformanceRow> rows = byKind(PerformanceView.PERFORMANCE_VIEW_UNSPECIFIED);
        return List.of(kinds).stream()
                .map(kind -> rows.stream()
                        .filter(row -> row.getNode() == PerformanceNode.PERFORMANCE_NODE_PARTNER_KIND)
                        .filter(row -> row.getKey().equals(kind))
                        .mapToLong(PerformanceRow::getNetMinor)
                        .sum())
                .toList();
    }

    private List<PerformanceRow> byKind(PerformanceView view) {
        return ask(PerformanceDimension.PERFORMANCE_DIMENSION_PARTNER_KIND, view);
    }

    private List<PerformanceRow> ask(PerformanceDimension by, PerformanceView view) {
        return await(reports.getPerformanceReport(GetPerformanceReportRequest.newBuilder()
                        .setBy(by)
                        .setView(view)
                        .build()))
                .getRowsList();
    }
}
