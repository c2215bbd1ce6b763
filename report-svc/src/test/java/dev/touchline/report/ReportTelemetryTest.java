package dev.touchline.report;

import static dev.touchline.kittest.Metrics.metric;
import static dev.touchline.report.testing.LedgerEvents.event;
import static dev.touchline.report.testing.LedgerEvents.order;
import static dev.touchline.report.testing.LedgerEvents.sms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.touchline.kit.time.ProtoTime;
import dev.touchline.kittest.Metrics;
import dev.touchline.kittest.OtlpResource;
import dev.touchline.kittest.OtlpSink;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.member.v1.Brand;
import dev.touchline.member.v1.Member;
import dev.touchline.member.v1.MemberEvent;
import dev.touchline.member.v1.Recruitment;
import dev.touchline.report.testing.Feeds;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The business in figures and the drift of its leaves, as they leave the process. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(OtlpResource.class)
class ReportTelemetryTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final LocalDate DAY = LocalDate.of(2025, 3, 2);

    @Inject
    Pool pool;

    OtlpSink sink;

    @BeforeEach
    void facts() {
        Feeds feeds = new Feeds(pool);
        feeds.forgetAll();
        feeds.members(
                MemberEvent.newBuilder()
                        .setVersion(1)
                        .setBrand(Brand.newBuilder()
                                .setKey("north")
                                .setTimeZone("Asia/Shanghai")
                                .setCutOffHour(4))
                        .build(),
                recruited(1, "2025-03-01T20:00:00Z"), // the day begins at this moment
                recruited(2, "2025-03-02T19:59:59Z"),
                recruited(3, "2025-03-02T20:00:00Z"));
        feeds.ledger(
                event(1, 1, order("north", "2025-03-01", 90_000)),
                event(2, 1, order("north", DAY.toString(), 30_000, 5_000, sms(1, "spring"), sms(2, "summer"))),
                event(3, 1, order("north", DAY.toString(), 10_000)));
    }

    @Test
    void everyMetricOfTheService_isExportedUnderItsNameUnitAndLabels() {
        Metrics.awaitExported(
                sink,
                metric("touchline.business.day", "{day}", "brand"),
                metric("touchline.business.orders", "{order}", "brand", "currency"),
                metric("touchline.business.net", "{minor_unit}", "brand", "currency"),
                metric("touchline.business.refunds", "{minor_unit}", "brand", "currency"),
                metric("touchline.business.touched.net", "{minor_unit}", "brand", "currency"),
                metric("touchline.business.credited.net", "{minor_unit}", "brand", "currency"),
                metric("touchline.business.recruits", "{member}", "brand"),
                metric("touchline.publication.overdue", "s"),
                metric("touchline.ledger.drift", "{minor_unit}", "ledger", "currency"),
                metric("touchline.ledger.drift.checked.age", "s", "ledger"));
    }

    @Test
    void newestBusinessDay_isShownInFigures() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(figure("day")).isEqualTo(DAY.toEpochDay());
            assertThat(figure("orders")).isEqualTo(2);
            assertThat(figure("net")).isEqualTo(35_000);
            assertThat(figure("refunds")).isEqualTo(5_000);
            assertThat(figure("touched.net")).isEqualTo(25_000);
            assertThat(figure("credited.net")).isEqualTo(25_000);
            assertThat(figure("recruits")).isEqualTo(2);
        });
    }

    @Test
    void corruptedLeaf_isDriftUntilItIsRepaired() {
        run("UPDATE leaf SET net = net + 7 WHERE sale_id = 3");
        await().atMost(PATIENCE).until(() -> drift() == 7);

        run("UPDATE leaf SET net = net - 7 WHERE sale_id = 3");
        await().atMost(PATIENCE).until(() -> drift() == 0);
    }

    private double figure(String name) {
        return Metrics.value(sink, "touchline.business." + name, "brand", "north");
    }

    private double drift() {
        return Metrics.value(sink, "touchline.ledger.drift", "currency", "CNY");
    }

    private void run(String sql) {
        pool.query(sql).execute().await().indefinitely();
    }

    private static MemberEvent recruited(long member, String at) {
        return MemberEvent.newBuilder()
                .setVersion(1)
                .setMember(Member.newBuilder()
                        .setMemberId(member)
                        .setCanonicalId(member)
                        .addRecruitments(Recruitment.newBuilder()
                                .setBrand("north")
                                .setRecruitedAt(ProtoTime.timestamp(Instant.parse(at)))))
                .build();
    }
}
