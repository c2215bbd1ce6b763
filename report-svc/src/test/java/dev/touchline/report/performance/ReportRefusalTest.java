package dev.touchline.report.performance;

import static dev.touchline.report.testing.LedgerEvents.event;
import static dev.touchline.report.testing.LedgerEvents.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.touchline.kit.error.GrpcErrors;
import dev.touchline.kit.error.Rejection;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.report.testing.Feeds;
import dev.touchline.report.testing.Limits;
import dev.touchline.report.v1.ExportReportRequest;
import dev.touchline.report.v1.GetCampaignReportRequest;
import dev.touchline.report.v1.GetGoodsReportRequest;
import dev.touchline.report.v1.GetTotalsRequest;
import dev.touchline.report.v1.ReportFilter;
import dev.touchline.report.v1.ReportKind;
import dev.touchline.report.v1.ReportService;
import dev.touchline.type.v1.ErrorReason;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not answered, and how the answer says why. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class ReportRefusalTest {

    private static final Scope EVERYTHING =
            new Scope(1, LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31), "", 0, 0, "");

    @GrpcClient("report-svc")
    ReportService reports;

    @Inject
    Pool pool;

    @ParameterizedTest
    @ValueSource(strings = {"2026-2-1", "2026-02-30", "20260201", "2026-02-01T00:00", "yesterday", "+12026-01-01"})
    void day_thatIsNotOne_isMalformed(String day) {
        assertThat(refusal(ReportFilter.newBuilder().setFromDay(day)))
                .hasMessageContaining("filter.from_day: " + day + " (expected: a day of the calendar as YYYY-MM-DD)")
                .extracting(GrpcErrors::reasonOf)
                .isEqualTo(ErrorReason.ERROR_REASON_FIELD_MALFORMED);
    }

    @Test
    void period_thatEndsBeforeItBegins_isEmpty() {
        assertThat(refusal(ReportFilter.newBuilder().setFromDay("2026-02-02").setToDay("2026-02-01")))
                .hasMessageContaining("filter.to_day: 2026-02-01 (expected: not before from_day 2026-02-02)")
                .extracting(GrpcErrors::reasonOf)
                .isEqualTo(ErrorReason.ERROR_REASON_PERIOD_EMPTY);
    }

    @Test
    void period_ofOneDay_isAnswered() {
        assertThat(refusal(ReportFilter.newBuilder().setFromDay("2024-02-29").setToDay("2024-02-29")))
                .isNull();
    }

    @Test
    void brand_atTheLimit_isAnsweredAndOnePastItIsNot() {
        assertThat(refusal(ReportFilter.newBuilder().setBrand("b".repeat(64)))).isNull();
        assertThat(refusal(ReportFilter.newBuilder().setBrand("b".repeat(65))))
                .hasMessageContaining("filter.brand: 65 characters (expected: 0..64 characters)");
    }

    @Test
    void enums_thatTheContractDoesNotHave_areOutOfRange() {
        assertThat(refusal(ReportFilter.newBuilder().setModelValue(7)))
                .hasMessageContaining("filter.model: 7 (expected: 0..6)");
        assertThat(refusal(ReportFilter.newBuilder().setSalesChannelValue(9)))
                .hasMessageContaining("filter.sales_channel: 9 (expected: 0..8)");
        assertThat(refusal(ReportFilter.newBuilder().setTouchChannelValue(-1)))
                .hasMessageContaining("filter.touch_channel: -1 (expected: 0..11)");
        assertThat(failure(reports.getTotals(
                        GetTotalsRequest.newBuilder().setByValue(4).build())))
                .hasMessageContaining("by: 4 (expected: 0..3)");
    }

    @Test
    void export_ofNoReportOrAnUnknownOne_isRefused() {
        assertThat(failure(reports.exportReport(ExportReportRequest.getDefaultInstance())))
                .hasMessageContaining("report: missing (expected: a value)");
        assertThat(failure(reports.exportReport(
                        ExportReportRequest.newBuilder().setReportValue(6).build())))
                .hasMessageContaining("report: 6 (expected: 0..5)");
    }

    @Test
    void export_byWhatTheContractDoesNotHave_namesTheFieldOfItsRequest() {
        ExportReportRequest.Builder goods = ExportReportRequest.newBuilder().setReport(ReportKind.REPORT_KIND_GOODS);
        assertThat(failure(reports.exportReport(goods.setGoodsByValue(9).build())))
                .hasMessageContaining("goods_by: 9 (expected: 0..4)");
        ExportReportRequest.Builder performance =
                ExportReportRequest.newBuilder().setReport(ReportKind.REPORT_KIND_PERFORMANCE);
        assertThat(failure(reports.exportReport(
                        performance.setPerformanceByValue(9).build())))
                .hasMessageContaining("performance_by: 9 (expected: 0..7)");
        assertThat(failure(reports.getGoodsReport(
                        GetGoodsReportRequest.newBuilder().setByValue(9).build())))
                .hasMessageContaining(": by: 9 (expected: 0..4)");
    }

    @Test
    void rows_atTheLimit_areAnsweredAndOnePastItAreNot() {
        Feeds feeds = new Feeds(pool);
        feeds.forgetAll();
        feeds.ledger(event(1, 1, order("north", "2026-03-01", 1)), event(2, 1, order("north", "2026-03-02", 1)));

        assertThat(new MoneyReports(pool, Limits.rows(2))
                        .report(EVERYTHING, Split.DAY)
                        .await()
                        .atMost(Duration.ofMinutes(1)))
                .hasSize(2);
        assertThat(failure(new MoneyReports(pool, Limits.rows(1)).report(EVERYTHING, Split.DAY)))
                .isInstanceOf(Rejection.class)
                .hasMessage("rows of the report: more than 1 (expected: at most 1; narrow the filter)");
    }

    private Throwable refusal(ReportFilter.Builder filter) {
        return failure(reports.getCampaignReport(
                GetCampaignReportRequest.newBuilder().setFilter(filter).build()));
    }

    private static Throwable failure(Uni<?> call) {
        return catchThrowable(() -> call.await().atMost(Duration.ofMinutes(1)));
    }
}
