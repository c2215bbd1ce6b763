package dev.touchline.report.performance;

import static dev.touchline.report.testing.LedgerEvents.event;
import static dev.touchline.report.testing.LedgerEvents.order;
import static dev.touchline.report.testing.LedgerEvents.sms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.access.Role;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.report.testing.TouchEvents;
import dev.touchline.report.v1.CampaignRow;
import dev.touchline.report.v1.DailyRow;
import dev.touchline.report.v1.Dimension;
import dev.touchline.report.v1.ExportReportRequest;
import dev.touchline.report.v1.GetCampaignReportRequest;
import dev.touchline.report.v1.GetDailyReportRequest;
import dev.touchline.report.v1.GetTotalsRequest;
import dev.touchline.report.v1.ReportFilter;
import dev.touchline.report.v1.ReportKind;
import dev.touchline.report.v1.TotalRow;
import dev.touchline.touch.v1.TouchStage;
import dev.touchline.type.v1.TouchChannel;
import io.grpc.Context;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The numbers of one store are those of its sales, in every report. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class StoreReportTest extends ServiceTest {

    private static final ReportFilter FIRST =
            ReportFilter.newBuilder().setStore("S01").build();

    @Inject
    @GrpcService
    ReportGrpc edge;

    @BeforeEach
    void sales() {
        feeds.ledger(
                event(1, 1, order("north", "2026-03-01", 10_000, sms(1, "c1")).setStore("S01")),
                event(2, 1, order("north", "2026-03-01", 5_000).setStore("S01")),
                event(3, 1, order("north", "2026-03-01", 700, sms(2, "c1")).setStore("S02")),
                event(4, 1, order("north", "2026-03-02", 30)));
    }

    @Test
    void days_areThoseOfTheStore() {
        List<DailyRow> rows = await(reports.getDailyReport(
                        GetDailyReportRequest.newBuilder().setFilter(FIRST).build()))
                .getRowsList();

        assertThat(rows)
                .extracting(DailyRow::getDay, DailyRow::getOrders, DailyRow::getNetMinor, DailyRow::getCreditedNetMinor)
                .containsExactly(tuple("2026-03-01", 2L, 15_000L, 10_000L));
    }

    @Test
    void totalsByTouchChannel_areThoseOfTheStore() {
        List<TotalRow> rows = await(reports.getTotals(GetTotalsRequest.newBuilder()
                        .setFilter(FIRST)
                        .setBy(Dimension.DIMENSION_TOUCH_CHANNEL)
                        .build()))
                .getRowsList();

        assertThat(rows)
                .extracting(TotalRow::getKey, TotalRow::getCreditedNetMinor, TotalRow::getOrganicMinor)
                .containsExactly(tuple("", 0L, 5_000L), tuple("SMS", 10_000L, 0L));
    }

    // Persons are counted for the whole campaign, whatever the store that is asked for.
    @Test
    void persons_areShownToWhoSeesTheWholeCampaignOnly() throws Exception {
        feeds.touches(
                TouchEvents.campaign(1, "c1", "One", "north"),
                TouchEvents.campaign(1, "c2", "Two", ""),
                TouchEvents.touch(1, 1, "c1", TouchChannel.TOUCH_CHANNEL_SMS, 7, TouchStage.TOUCH_STAGE_EXECUTED),
                TouchEvents.touch(1, 2, "c2", TouchChannel.TOUCH_CHANNEL_SMS, 7, TouchStage.TOUCH_STAGE_EXECUTED));
        Caller store = new Caller("guides", Role.GUIDE_APP, Set.of(), Set.of("S01"));
        Caller north = new Caller("north-hq", Role.HEADQUARTERS, Set.of("north"), Set.of());
        Caller group = new Caller("hq", Role.HEADQUARTERS, Set.of(), Set.of());

        assertThat(targeted(store)).containsExactly("c1 hidden 0", "c2 hidden 0");
        assertThat(targeted(north)).containsExactly("c1 1", "c2 hidden 0");
        assertThat(targeted(group)).containsExactly("c1 1", "c2 1");
        assertThat(exported(store)).containsExactly("c1,", "c2,");
        assertThat(exported(group)).containsExactly("c1,1", "c2,1");
    }

    private List<String> targeted(Caller caller) throws Exception {
        return as(caller, () -> edge.getCampaignReport(GetCampaignReportRequest.getDefaultInstance()))
                .getRowsList()
                .stream()
                .map(row -> row.getCampaign() + (row.getPersonsHidden() ? " hidden " : " ") + row.getTargeted())
                .toList();
    }

    private List<String> exported(Caller caller) throws Exception {
        ExportReportRequest request = ExportReportRequest.newBuilder()
                .setReport(ReportKind.REPORT_KIND_CAMPAIGNS)
                .build();
        return as(caller, () -> edge.exportReport(request))
                .getCsv()
                .lines()
                .skip(1)
                .map(line -> line.replaceAll("^([^,]*,[^,]*),.*", "$1"))
                .toList();
    }

    private static <A> A as(Caller caller, Callable<Uni<A>> call) throws Exception {
        return await(caller.in(Context.current()).call(call));
    }

    @Test
    void campaigns_areCreditedWithSalesOfTheStore() {
        List<CampaignRow> rows = await(reports.getCampaignReport(
                        GetCampaignReportRequest.newBuilder().setFilter(FIRST).build()))
                .getRowsList();

        assertThat(rows)
                .extracting(CampaignRow::getCampaign, CampaignRow::getTouchedOrders, CampaignRow::getCreditedNetMinor)
                .containsExactly(tuple("c1", 1L, 10_000L));
    }
}
