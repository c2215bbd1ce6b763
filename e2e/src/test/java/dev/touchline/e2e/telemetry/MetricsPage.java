package dev.touchline.e2e.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.touchline.kittest.OtlpSink;
import dev.touchline.kittest.OtlpSink.Received;
import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/**
 * Stands where the collector stands: what services exported to a sink, as the page that Prometheus reads. Names, units and
 * suffixes are made by OpenTelemetry's exporter for Prometheus, which follows the same specification as the collector.
 */
public final class MetricsPage implements AutoCloseable {

    private static final String TARGET = "target";

    private final OtlpSink sink;
    private final HttpServer server;

    private MetricsPage(OtlpSink sink, HttpServer server) {
        this.sink = sink;
        this.server = server;
    }

    /** Serves what {@code sink} has received, as it stands at each reading. */
    public static MetricsPage serve(OtlpSink sink) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        MetricsPage page = new MetricsPage(sink, server);
        server.createContext("/metrics", page::answer);
        server.start();
        return page;
    }

    /** Where it is, host and port. */
    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** The page as it stands, for people. */
    public static String text(OtlpSink sink) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(text, snapshots(sink));
        return text.toString(StandardCharsets.UTF_8);
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", PrometheusTextFormatWriter.CONTENT_TYPE);
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            PrometheusTextFormatWriter.create().write(body, snapshots(sink));
        }
    }

    private static MetricSnapshots snapshots(OtlpSink sink) {
        List<Received<Metric>> received = sink.metrics();
        PrometheusMetricReader reader = new PrometheusMetricReader(resourceAttribute -> false);
        reader.register(new CollectionRegistration() {
            @Override
            public Collection<MetricData> collectAllMetrics() {
                return received.stream().map(SdkMetrics::of).toList();
            }
        });
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        reader.collect().stream()
                // The library knows one process; here are many.
                .filter(snapshot -> !snapshot.getMetadata().getName().equals(TARGET))
                .forEach(snapshots::metricSnapshot);
        return snapshots.metricSnapshot(targets(received)).build();
    }

    private static InfoSnapshot targets(List<Received<Metric>> received) {
        InfoSnapshot.Builder info = InfoSnapshot.builder().name(TARGET);
        received.stream()
                .map(metric -> Labels.of(
                        "job",
                        metric.service(),
                        "instance",
                        metric.resource("service.instance.id"),
                        "service_version",
                        metric.resource("service.version")))
                .distinct()
                .forEach(labels -> info.dataPoint(new InfoDataPointSnapshot(labels)));
        return info.build();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
