package dev.touchline.e2e.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchline.order.v1.IngestDocumentsRequest;
import dev.touchline.order.v1.IngestDocumentsResponse;
import dev.touchline.order.v1.OrderIngestServiceGrpc;
import dev.touchline.report.v1.GetTotalsRequest;
import dev.touchline.report.v1.ReportServiceGrpc;
import dev.touchline.type.v1.ItemOutcome;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.concurrent.TimeUnit;

/** A till as a client of its own: it has an OpenTelemetry SDK and sends its trace along with the order. */
public final class Till {

    /** The till's service.name. */
    public static final String NAME = "till";

    private static final int SECONDS = 20;

    private Till() {}

    /**
     * Sends one order, which must be accepted, within a span that is exported to {@code endpoint}.
     *
     * @return the trace's id
     */
    public static String send(Purchase purchase, ManagedChannel channel, String endpoint) {
        try (SdkTracerProvider tracing = SdkTracerProvider.builder()
                .setResource(Resource.create(
                        Attributes.builder().put("service.name", NAME).build()))
                .addSpanProcessor(SimpleSpanProcessor.create(
                        OtlpGrpcSpanExporter.builder().setEndpoint(endpoint).build()))
                .build()) {
            Span span = tracing.get(NAME)
                    .spanBuilder("send an order")
                    .setSpanKind(SpanKind.CLIENT)
                    .startSpan();
            Metadata headers = new Metadata();
            W3CTraceContextPropagator.getInstance()
                    .inject(
                            Context.root().with(span),
                            headers,
                            (to, key, value) -> to.put(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER), value));
            IngestDocumentsResponse answer = OrderIngestServiceGrpc.newBlockingStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                    .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
                    .ingestDocuments(IngestDocumentsRequest.newBuilder()
                            .addDocuments(purchase.document())
                            .build());
            span.end();
            assertThat(answer.getResultsList()).as("%s", answer).singleElement().satisfies(result -> assertThat(
                            result.getOutcome())
                    .isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED));
            return span.getSpanContext().getTraceId();
        }
    }

    /** Tries to read a report, which a till may not. */
    public static void tryToReadReports(ManagedChannel channel) {
        assertThatThrownBy(() -> ReportServiceGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
                        .getTotals(GetTotalsRequest.getDefaultInstance()))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("PERMISSION_DENIED");
    }
}
