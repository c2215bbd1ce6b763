package dev.touchline.kittest;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An OTLP receiver (gRPC, plain text) that keeps what it was sent, to be looked at by tests. Of spans and log records it
 * keeps the last 200,000, of each metric of each process what was last exported.
 */
public final class OtlpSink implements AutoCloseable {

    /**
     * One span, metric or log record.
     *
     * @param resource who sent it
     * @param scope the instrumentation that made it
     */
    public record Received<T>(Resource resource, String scope, T item) {
        /** The {@code service.name} of who sent it. */
        public String service() {
            return resource("service.name");
        }

        /** An attribute of who sent it; empty if there is none of that name. */
        public String resource(String name) {
            return resource.getAttributesList().stream()
                    .filter(attribute -> attribute.getKey().equals(name))
                    .map(attribute -> attribute.getValue().getStringValue())
                    .findFirst()
                    .orElse("");
        }
    }

    private static final int MOST = 200_000;

    private final Deque<Received<Span>> spans = new ArrayDeque<>();
    private final Deque<Received<LogRecord>> logs = new ArrayDeque<>();
    private final Map<Object, Received<Metric>> metrics = new LinkedHashMap<>();
    private final Server server;
    private volatile boolean silent;

    private OtlpSink(int port) {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .addService(new Traces())
                .addService(new Metrics())
                .addService(new Logs())
                .build();
    }

    /** Starts on a free port. */
    public static OtlpSink start() {
        return start(0);
    }

    /** Starts on that port of the loopback interface. */
    public static OtlpSink start(int port) {
        OtlpSink sink = new OtlpSink(port);
        try {
            sink.server.start();
        } catch (IOException taken) {
            throw new UncheckedIOException("No OTLP receiver on port " + port, taken);
        }
        return sink;
    }

    /** Where exporters send to, e.g. {@code http://127.0.0.1:4317}. */
    public String endpoint() {
        return "http://127.0.0.1:" + server.getPort();
    }

    /** The spans so far, oldest first. */
    public synchronized List<Received<Span>> spans() {
        return List.copyOf(spans);
    }

    /** The log records so far, oldest first. */
    public synchronized List<Received<LogRecord>> logs() {
        return List.copyOf(logs);
    }

    /** The metrics as each process last exported them. */
    public synchronized List<Received<Metric>> metrics() {
        return List.copyOf(metrics.values());
    }

    /** The metrics of that OpenTelemetry name as each process last exported them. */
    public List<Received<Metric>> metrics(String name) {
        return metrics().stream()
                .filter(metric -> metric.item().getName().equals(name))
                .toList();
    }

    /** From now on, receives metrics and does not answer, or answers again; what was not answered never is. */
    public void silent(boolean on) {
        silent = on;
    }

    /** Forgets everything received so far. */
    public synchronized void clear() {
        spans.clear();
        logs.clear();
        metrics.clear();
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> void keep(Deque<Received<T>> kept, Received<T> received) {
        if (kept.size() == MOST) {
            kept.removeFirst();
        }
        kept.addLast(received);
    }

    private static <A> void answer(StreamObserver<A> observer, A answer) {
        observer.onNext(answer);
        observer.onCompleted();
    }

    private synchronized void receive(ResourceSpans sent) {
        sent.getScopeSpansList().forEach(from -> from.getSpansList()
                .forEach(span -> keep(
                        spans,
                        new Received<>(sent.getResource(), from.getScope().getName(), span))));
    }

    private synchronized void receive(ResourceLogs sent) {
        sent.getScopeLogsList().forEach(from -> from.getLogRecordsList()
                .forEach(log -> keep(
                        logs, new Received<>(sent.getResource(), from.getScope().getName(), log))));
    }

    private synchronized void receive(ResourceMetrics sent) {
        sent.getScopeMetricsList().forEach(from -> from.getMetricsList().forEach(metric -> {
            String scope = from.getScope().getName();
            metrics.put(
                    List.of(sent.getResource(), scope, metric.getName()),
                    new Received<>(sent.getResource(), scope, metric));
        }));
    }

    private final class Traces extends TraceServiceGrpc.TraceServiceImplBase {
        @Override
        public void export(ExportTraceServiceRequest sent, StreamObserver<ExportTraceServiceResponse> observer) {
            sent.getResourceSpansList().forEach(OtlpSink.this::receive);
            answer(observer, ExportTraceServiceResponse.getDefaultInstance());
        }
    }

    private final class Metrics extends MetricsServiceGrpc.MetricsServiceImplBase {
        @Override
        public void export(ExportMetricsServiceRequest sent, StreamObserver<ExportMetricsServiceResponse> observer) {
            sent.getResourceMetricsList().forEach(OtlpSink.this::receive);
            if (!silent) {
                answer(observer, ExportMetricsServiceResponse.getDefaultInstance());
            }
        }
    }

    private final class Logs extends LogsServiceGrpc.LogsServiceImplBase {
        @Override
        public void export(ExportLogsServiceRequest sent, StreamObserver<ExportLogsServiceResponse> observer) {
            sent.getResourceLogsList().forEach(OtlpSink.this::receive);
            answer(observer, ExportLogsServiceResponse.getDefaultInstance());
        }
    }
}
