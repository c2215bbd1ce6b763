package dev.touchline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchline.cli.authority.Role;
import dev.touchline.e2e.telemetry.Autoscaler;
import dev.touchline.e2e.telemetry.Dashboards;
import dev.touchline.e2e.telemetry.MetricsPage;
import dev.touchline.e2e.telemetry.PromQl;
import dev.touchline.e2e.telemetry.Prometheus;
import dev.touchline.e2e.telemetry.Purchase;
import dev.touchline.e2e.telemetry.Till;
import dev.touchline.e2e.telemetry.TraceDrawing;
import dev.touchline.e2e.telemetry.TraceSpan;
import dev.touchline.kittest.OtlpSink;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the five packaged services really export after a load: one trace from a till to the report, and every metric that a
 * dashboard, an alert or the autoscaler asks for, in a real Prometheus. With {@code -Dtouchline.trace.picture=FILE} the
 * trace is drawn into that file; docs/trace.svg was made so.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TelemetryTest {

    private static final int MEMBERS = 500;
    private static final String INTERVAL_MILLIS = "1000";
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final Path FILES = Installation.ROOT.resolve("k8s/telemetry");
    private static final String[] SERVICES = {
        "attribution-svc", "member-svc", "order-ingest-svc", "report-svc", "touch-svc"
    };

    private static final Set<String> ON_NO_MACHINE =
            Set.of("LedgerDrift", "FoldFailing", "QuarantineGrowing", "QuarantineFull", "AccessDenialsBurst");

    /** What Grafana puts in for its variables; "All" is ".*". */
    private static final Map<String, String> VARIABLES =
            Map.of("brand", ".*", "currency", "CNY", "service", ".*", "method", ".*", "__rate_interval", "1m");

    @TempDir
    static Path folder;

    private static OtlpSink sink;
    private static Installation touchline;
    private static Purchase purchase;

    @BeforeAll
    static void load() throws IOException {
        sink = OtlpSink.start();
        touchline = Installation.up(
                folder.resolve("home"),
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", sink.endpoint(), "OTEL_METRIC_EXPORT_INTERVAL", INTERVAL_MILLIS));
        Retailer.generate(touchline, folder.resolve("data"), MEMBERS).load(touchline);
        touchline.awaitAttributed();
        purchase = Purchase.afterACoupon(folder.resolve("data"), "trace-1");
    }

    @AfterAll
    static void stop() {
        if (touchline != null) {
            touchline.close();
        }
        sink.close();
    }

    @Test
    @Order(1)
    void oneOrder_isOneTraceFromTheTillToItsCreditAndTheReport() throws IOException {
        ManagedChannel channel = touchline.channel("order-ingest-svc", tokenOfTheTill());
        // The till is connected already when it sends the order that is watched.
        Till.send(Purchase.afterACoupon(folder.resolve("data"), "trace-0"), channel, sink.endpoint());
        String trace = Till.send(purchase, channel, sink.endpoint());

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(spans(trace))
                .extracting(span -> span.service() + ": " + span.name())
                .contains(
                        "till: send an order",
                        "order-ingest-svc: touchline.order.v1.OrderIngestService/IngestDocuments",
                        "attribution-svc: apply order-ingest-svc",
                        "attribution-svc: fold",
                        "report-svc: apply attribution-svc"));
        List<TraceSpan> spans = spans(trace);
        Set<String> ids = spans.stream().map(TraceSpan::id).collect(Collectors.toSet());
        assertThat(spans)
                .filteredOn(span -> span.parent().isEmpty())
                .extracting(TraceSpan::service)
                .containsExactly(Till.NAME);
        assertThat(spans)
                .filteredOn(span -> !span.parent().isEmpty())
                .extracting(TraceSpan::parent)
                .isSubsetOf(ids);
        touchline.awaitAttributed();
        assertThat(touchline.run("why", purchase.number())).contains(purchase.campaign());
        draw(spans);
    }

    @Test
    @Order(2)
    void everyQueryOfDashboardsAlertsAndAutoscaler_findsItsDataInPrometheus() throws IOException {
        Till.tryToReadReports(touchline.channel("report-svc", tokenOfTheTill()));
        touchline.run("report", "totals");
        try (MetricsPage page = MetricsPage.serve(sink);
                Prometheus prometheus = Prometheus.start(FILES, page.address(), folder.resolve("prometheus"))) {
            await("the services have exported, and Prometheus has read")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(prometheus.query("target_info{instance!=\"\"}"))
                            .hasSize(SERVICES.length));
            List<Dashboards.Query> asked = queries(prometheus);

            assertThat(asked).hasSizeGreaterThan(60);
            // A gauge is there after its reading and an export, a rate after two, a recorded series after its rule.
            await("every query has data")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(2))
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .untilAsserted(() -> assertThat(asked)
                            .filteredOn(
                                    query -> prometheus.query(query.promQl()).isEmpty())
                            .as("without data, see metrics.txt")
                            .isEmpty());
            assertThat(prometheus.labelValues("job")).contains(SERVICES);
            assertThat(prometheus.labelValues("__name__")).containsAll(names(prometheus, asked));
            // Those that no slow machine can raise.
            assertThat(prometheus.alertRules())
                    .filteredOn(alert -> alert.path("state").asText().equals("firing")
                            || ON_NO_MACHINE.contains(alert.path("name").asText())
                                    && !alert.path("state").asText().equals("inactive"))
                    .extracting(alert -> alert.path("name").asText() + alert.path("alerts"))
                    .isEmpty();
        } finally {
            Files.writeString(Installation.ROOT.resolve("e2e/target/metrics.txt"), MetricsPage.text(sink));
        }
    }

    /** Of dashboards as they are; of alerts, which are false on a good day, what they select from. */
    private static List<Dashboards.Query> queries(Prometheus prometheus) throws IOException {
        List<Dashboards.Query> queries = new ArrayList<>();
        Dashboards.queries(FILES.resolve("dashboards")).forEach(query -> queries.add(query.with(VARIABLES)));
        for (JsonNode alert : prometheus.alertRules()) {
            String promQl = alert.path("query").asText();
            prometheus.query(promQl);
            PromQl.selectors(prometheus.format(promQl)).stream()
                    .map(selector -> new Dashboards.Query(
                            alert.path("name").asText(), PromQl.withoutValuesOf("rpc_response_status_code", selector)))
                    .forEach(queries::add);
        }
        for (String metric : Autoscaler.externalMetrics()) {
            queries.add(new Dashboards.Query("autoscaler", "max(" + metric + "{})"));
        }
        return queries;
    }

    private static Set<String> names(Prometheus prometheus, List<Dashboards.Query> asked) {
        return asked.stream()
                .flatMap(query -> PromQl.selectors(prometheus.format(query.promQl())).stream())
                .map(PromQl::metric)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String tokenOfTheTill() {
        return touchline.token(Role.TILL, List.of(purchase.store()), List.of());
    }

    private static List<TraceSpan> spans(String trace) {
        return sink.spans().stream()
                .map(TraceSpan::of)
                .filter(span -> span.trace().equals(trace))
                .toList();
    }

    private static void draw(List<TraceSpan> spans) throws IOException {
        String picture = System.getProperty("touchline.trace.picture");
        Path file = picture == null
                ? folder.resolve("trace.svg")
                : Installation.ROOT.resolve(picture).normalize();
        Files.writeString(file, TraceDrawing.svg(spans));
        assertThat(file).content().contains("report-svc").doesNotContain("NaN");
    }
}
