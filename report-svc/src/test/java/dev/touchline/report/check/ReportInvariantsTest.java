package dev.touchline.report.check;

import static dev.touchline.report.testing.LedgerEvents.andRefund;
import static dev.touchline.report.testing.LedgerEvents.coupon;
import static dev.touchline.report.testing.LedgerEvents.event;
import static dev.touchline.report.testing.LedgerEvents.order;
import static dev.touchline.report.testing.LedgerEvents.refund;
import static dev.touchline.report.testing.LedgerEvents.refundWithoutOrder;
import static dev.touchline.report.testing.LedgerEvents.sms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.kittest.PostgresResource;
import dev.touchline.operations.v1.CheckInvariantsRequest;
import dev.touchline.operations.v1.CheckInvariantsResponse;
import dev.touchline.operations.v1.Figure;
import dev.touchline.operations.v1.InvariantResult;
import dev.touchline.operations.v1.OperationsService;
import dev.touchline.report.testing.Feeds;
import dev.touchline.report.testing.TouchEvents;
import dev.touchline.touch.v1.TouchStage;
import dev.touchline.type.v1.TouchChannel;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The invariants hold on good data, and each one finds the damage that it is there for. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class ReportInvariantsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @GrpcClient("report-svc")
    OperationsService operations;

    @Inject
    Pool pool;

    @BeforeEach
    void facts() {
        Feeds feeds = new Feeds(pool);
        feeds.forgetAll();
        feeds.ledger(
                event(
                        1,
                        1,
                        order("north", "2026-03-01", 10_000, 1_000, sms(1, "c9"), coupon(2, "c10"))
                                .addRefunds(refund("r1", 0))
                                .addRefunds(refund("r2", 300))
                                .setUnmatchedRefundMinor(300)),
                event(
                        2,
                        1,
                        order("north", "2026-03-01", 5_000).addRefunds(refund("r3", 0)),
                        order("south", "2026-03-01", 400).addRefunds(refund("r3", 0))),
                event(3, 1, andRefund(refundWithoutOrder("south", "2026-03-03", 600, "r5"), "2026-03-04", 100, "r6")),
                event(4, 1));
        feeds.touches(
                TouchEvents.campaign(1, "c9", "Nine", ""),
                TouchEvents.touch(1, 1, "c9", TouchChannel.TOUCH_CHANNEL_SMS, 1, TouchStage.TOUCH_STAGE_DELIVERED),
                TouchEvents.touch(1, 2, "", TouchChannel.TOUCH_CHANNEL_SMS, 0));
        feeds.members(TouchEvents.member(1, 1, 1), TouchEvents.member(1, 2, 1));
    }

    @Test
    void invariants_onGoodData_holdAndLookAtEveryRow() {
        Map<String, InvariantResult> results = results();

        assertThat(results.values()).allSatisfy(result -> assertThat(result.getViolations())
                .as(result.getInvariant())
                .isZero());
        assertThat(results.get("conservation").getExamined()).isEqualTo(5 * 6);
        assertThat(results.get("shares").getExamined()).isEqualTo(6);
        assertThat(results.get("present-entries").getExamined()).isEqualTo(5 + 2);
        assertThat(results.get("roll-up").getExamined()).isEqualTo(4);
        assertThat(results.get("performance-conservation").getExamined()).isEqualTo(5);
        assertThat(results.get("restatement-conservation").getExamined()).isEqualTo(3);
        assertThat(results.get("goods").getExamined()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "conservation    | UPDATE credit SET amounts[4] = amounts[4] + 1 WHERE touch_id = 1       | till/order-1",
                "conservation    | UPDATE leaf SET organic = 0 WHERE sale_id = 2 AND brand = 'south'      | till/order-2",
                "shares          | UPDATE credit SET shares[6] = shares[6] - 1 WHERE touch_id = 2         | till/order-1",
                "bounds          | UPDATE leaf SET refunded = refunded + 1 WHERE sale_id = 1              | till/order-1",
                "bounds          | UPDATE credit SET amounts[1] = -1 WHERE touch_id = 1                   | till/order-1",
                "bounds          | UPDATE leaf SET paid = 1, net = 1, organic = 1 WHERE sale_id = 3       | till/order-3",
                "days            | UPDATE credit SET amounts[1] = amounts[1] - 1 WHERE touch_id = 2       | 2026-03-01",
                "roll-up         | DELETE FROM credit WHERE touch_id = 2                                  | touch channels:CNY",
                "present-entries | DELETE FROM leaf WHERE sale_id = 1                                     | credit of sale 1",
                "present-entries | UPDATE leaf SET has_order = false WHERE sale_id = 1                   | credit of sale 1",
                "performance-conservation | UPDATE booking SET paid = paid - 1 WHERE sale_id = 2 AND part = 0  | till/order-2",
                "performance-conservation | DELETE FROM booking WHERE sale_id = 1 AND unmatched > 0            | till/order-1",
                "performance-conservation | UPDATE booking SET decided = false WHERE sale_id = 3               | till/order-3",
                "performance-conservation | DELETE FROM leaf WHERE sale_id = 2                                 | till/order-2",
                "restatement-conservation | DELETE FROM movement WHERE sale_id = 1 AND ledger = 2              | till/order-1",
                "restatement-conservation | DELETE FROM movement WHERE sale_id = 1 AND campaign = 'c10'        | till/order-1",
                "restatement-conservation | DELETE FROM leaf WHERE sale_id = 2                                 | till/order-2",
                "goods           | UPDATE goods SET paid = paid - 1 WHERE sale_id = 2                     | till/order-2",
                "goods           | DELETE FROM leaf WHERE sale_id = 2 AND brand = 'south'                 | till/order-2",
                "present-entries | UPDATE sale SET document = '' WHERE sale_id = 3                        | leaf of sale 3",
            })
    void invariant_onDamagedData_namesTheViolator(String invariant, String damage, String sample) {
        pool.query(damage).execute().await().atMost(PATIENCE);

        InvariantResult result = results().get(invariant);

        assertThat(result.getViolations()).isPositive();
        assertThat(result.getSamplesList()).contains(sample);
    }

    @Test
    void figures_countAndSumWhatIsKnownHere() {
        Map<String, Long> figures =
                check().getFiguresList().stream().collect(Collectors.toMap(Figure::getName, Figure::getValue));

        assertThat(figures)
                .containsOnly(
                        Map.entry("orders", 2L),
                        Map.entry("refund documents", 5L),
                        Map.entry("touches", 2L),
                        Map.entry("campaigns", 1L),
                        Map.entry("members", 2L),
                        Map.entry("persons", 1L),
                        Map.entry("paid:CNY", 15_400L),
                        Map.entry("refunded:CNY", 2_000L),
                        Map.entry("net:CNY", 14_400L),
                        Map.entry("credited:CNY", 9_000L),
                        Map.entry("organic:CNY", 5_400L),
                        Map.entry("performance of the house:CNY", 13_400L));
    }

    private Map<String, InvariantResult> results() {
        return check().getResultsList().stream()
                .collect(Collectors.toMap(InvariantResult::getInvariant, result -> result));
    }

    private CheckInvariantsResponse check() {
        return operations
                .checkInvariants(CheckInvariantsRequest.getDefaultInstance())
                .await()
                .atMost(PATIENCE);
    }
}
