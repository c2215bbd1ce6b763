package dev.touchline.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.member.v1.PartnerKind;
import dev.touchline.report.v1.GetPerformanceReportResponse;
import dev.touchline.report.v1.PerformanceDimension;
import dev.touchline.report.v1.PerformanceNode;
import dev.touchline.report.v1.PerformanceRow;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a reader of the table learns of partners. */
class PerformanceTableTest {
    @Test
    void byPartner_tellsTheKindOfEach() {
        assertThat(lines(
                        PerformanceDimension.PERFORMANCE_DIMENSION_PARTNER,
                        row(PerformanceNode.PERFORMANCE_NODE_PARTNER, "p1", PartnerKind.PARTNER_KIND_SHARER),
                        row(PerformanceNode.PERFORMANCE_NODE_PARTNER, "p2", PartnerKind.PARTNER_KIND_UNSPECIFIED),
                        row(PerformanceNode.PERFORMANCE_NODE_NO_PARTNER, "", PartnerKind.PARTNER_KIND_UNSPECIFIED)))
                .containsExactly("partner kind orders", "p1 sharer 1", "p2 unknown 1", "no partner 1");
    }

    @Test
    void byPartnerKind_namesTheKinds() {
        assertThat(lines(
                        PerformanceDimension.PERFORMANCE_DIMENSION_PARTNER_KIND,
                        row(PerformanceNode.PERFORMANCE_NODE_NO_PARTNER, "", PartnerKind.PARTNER_KIND_UNSPECIFIED),
                        row(PerformanceNode.PERFORMANCE_NODE_PARTNER_KIND, "", PartnerKind.PARTNER_KIND_UNSPECIFIED),
                        row(PerformanceNode.PERFORMANCE_NODE_PARTNER_KIND, "CPS", PartnerKind.PARTNER_KIND_CPS)))
                .containsExactly("partner kind orders", "no partner 1", "unknown kind 1", "cps 1");
    }

    @Test
    void tree_tellsTheKindOfSinglePartnersAlone() {
        assertThat(lines(
                        PerformanceDimension.PERFORMANCE_DIMENSION_TREE,
                        row(PerformanceNode.PERFORMANCE_NODE_BRAND, "b", PartnerKind.PARTNER_KIND_UNSPECIFIED, 1),
                        row(PerformanceNode.PERFORMANCE_NODE_PARTNER, "", PartnerKind.PARTNER_KIND_UNSPECIFIED, 2),
                        row(PerformanceNode.PERFORMANCE_NODE_PARTNER, "p1", PartnerKind.PARTNER_KIND_DISTRIBUTOR, 3)))
                .containsExactly("tree kind of partner orders", "b 1", "partners 1", "p1 distributor 1");
    }

    /** Header and rows, up to the orders, with single blanks. */
    private static List<String> lines(PerformanceDimension by, PerformanceRow... rows) {
        return PerformanceTable.of(
                        GetPerformanceReportResponse.newBuilder()
                                .addAllRows(List.of(rows))
                                .build(),
                        by)
                .lines()
                .filter(line -> !line.startsWith("-"))
                .map(line -> line.replaceAll("(orders|\\b1)\\s.*", "$1").strip().replaceAll("\\s+", " "))
                .toList();
    }

    private static PerformanceRow row(PerformanceNode node, String key, PartnerKind kind) {
        return row(node, key, kind, 0);
    }

    private static PerformanceRow row(PerformanceNode node, String key, PartnerKind kind, int level) {
        return PerformanceRow.newBuilder()
                .setNode(node)
                .setKey(key)
                .setPartnerKind(kind)
                .setLevel(level)
                .setOrders(1)
                .setCurrencyCode("CNY")
                .build();
    }
}
