package dev.touchline.report;

import static dev.touchline.report.testing.LedgerEvents.event;
import static dev.touchline.report.testing.LedgerEvents.order;
import static dev.touchline.report.testing.LedgerEvents.sms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.kittest.PostgresResource;
import dev.touchline.report.testing.Feeds;
import dev.touchline.report.v1.GetTotalsRequest;
import dev.touchline.report.v1.GetTotalsResponse;
import dev.touchline.report.v1.ReportService;
import dev.touchline.report.v1.TotalRow;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The service answers, through its own stubs. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class ReportSmokeTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @GrpcClient("report-svc")
    ReportService reports;

    @Inject
    Pool pool;

    @Test
    void totals_ofOneTouchedOrder_showItsMoney() {
        Feeds feeds = new Feeds(pool);
        feeds.forgetAll();
        feeds.ledger(event(1, 1, order("north", "2026-03-01", 30_000, 5_000, sms(1, "spring"))));

        GetTotalsResponse totals =
                reports.getTotals(GetTotalsRequest.getDefaultInstance()).await().atMost(PATIENCE);

        assertThat(totals.getRowsList())
                .containsExactly(TotalRow.newBuilder()
                        .setCurrencyCode("CNY")
                        .setOrders(1)
                        .setPaidMinor(30_000)
                        .setRefundedMinor(5_000)
                        .setNetMinor(25_000)
                        .setEmpoweredOrders(1)
                        .setEmpoweredNetMinor(25_000)
                        .setCreditedNetMinor(25_000)
                        .build());
        assertThat(totals.getFreshness().getLedgerLag()).isZero();
    }
}
