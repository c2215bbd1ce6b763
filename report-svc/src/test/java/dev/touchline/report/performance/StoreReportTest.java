package dev.touchline.report.performance;

import static dev.touchline.report.testing.LedgerEvents.event;
import static dev.touchline.report.testing.LedgerEvents.order;
import static dev.touchline.report.testing.LedgerEvents.sms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.touchline.kittest.PostgresResource;
import dev.touchline.report.testing.Feeds;
import dev.touchline.report.v1.CampaignRow;
import dev.touchline.report.v1.DailyRow;
import dev.touchline.report.v1.Dimension;
import dev.touchline.report.v1.GetCampaignReportRequest;
import dev.touchline.report.v1.GetDailyReportRequest;
import dev.touchline.report.v1.GetTotalsRequest;
import dev.touchline.report.v1.ReportFilter;
import dev.touchline.report.v1.ReportService;
import dev.touchline.report.v1.TotalRow;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The numbers of one store are those of its sales, in every report. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class StoreReportTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ReportFilter FIRST =
            ReportFilter.newBuilder().setStore("S01").build();

    @GrpcClient("report-svc")
    ReportService reports;

    @Inject
    Pool pool;

    @BeforeEach
    void sales() {
        Feeds feeds = new Feeds(pool);
        feeds.forgetAll();
        feeds.ledger(
                event(1, 1, order("north", "2026-03-01", 10_000, sms(1, "c1")).setStore("S01")),
                event(2, 1, order("north", "2026-03-01", 5_000).setStore("S01")),
                event(3, 1, order("north", "2026-03-01", 700, sms(2, "c1")).setStore("S02")),
                event(4, 1, order("north", "2026-03-02", 30)));
    }

    @Test
    void days_areThoseOfTheStore() {
        List<DailyRow> rows = reports.getDailyReport(
                        GetDailyReportRequest.newBuilder().setFilter(FIRST).build())
                .await()
                .atMost(PATIENCE)
                .getRowsList();

        assertThat(rows)
                .extracting(DailyRow::getDay, DailyRow::getOrders, DailyRow::getNetMinor, DailyRow::getCreditedNetMinor)
                .containsExactly(tuple("2026-03-01", 2L, 15_000L, 10_000L));
    }

    @Test
    void totalsByTouchChannel_areThoseOfTheStore() {
        List<TotalRow> rows = reports.getTotals(GetTotalsRequest.newBuilder()
                        .setFilter(FIRST)
                        .setBy(Dimension.DIMENSION_TOUCH_CHANNEL)
                        .build())
                .await()
                .atMost(PATIENCE)
                .getRowsList();

        assertThat(rows)
                .extracting(TotalRow::getKey, TotalRow::getCreditedNetMinor, TotalRow::getOrganicMinor)
                .containsExactly(tuple("", 0L, 5_000L), tuple("SMS", 10_000L, 0L));
    }

    @Test
    void campaigns_areCreditedWithSalesOfTheStore() {
        List<CampaignRow> rows = reports.getCampaignReport(
                        GetCampaignReportRequest.newBuilder().setFilter(FIRST).build())
                .await()
                .atMost(PATIENCE)
                .getRowsList();

        assertThat(rows)
                .extracting(CampaignRow::getCampaign, CampaignRow::getTouchedOrders, CampaignRow::getCreditedNetMinor)
                .containsExactly(tuple("c1", 1L, 10_000L));
    }
}
