package dev.touchline.order;

import static dev.touchline.kittest.Metrics.metric;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.feed.v1.ReadFeedRequest;
import dev.touchline.kit.feed.FeedInbox;
import dev.touchline.kit.feed.FeedSequencer;
import dev.touchline.kittest.Metrics;
import dev.touchline.kittest.OtlpResource;
import dev.touchline.kittest.OtlpSink;
import dev.touchline.kittest.OtlpSink.Received;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.order.v1.OrderIngestServiceGrpc;
import dev.touchline.type.v1.IdentifierType;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What order-ingest-svc tells about itself, and what it never tells. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(value = OtlpResource.class, restrictToAnnotatedClass = true)
class OrderTelemetryTest extends ServiceTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final Metadata.Key<String> TRACEPARENT =
            Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);

    @Inject
    FeedSequencer sequencer;

    @TestHTTPResource
    URL here;

    OtlpSink sink;

    @Test
    void quarantine_isExportedByReasonZeroIncluded() {
        ingest(Documents.order(Documents.number()).setCurrencyCode("XX"));

        Metrics.awaitExported(sink, metric("touchline.quarantine.documents", "{document}", "reason"));
        Awaitility.await().until(() -> quarantined("CURRENCY_UNKNOWN", 1) && quarantined("TOTAL_MISMATCH", 0));
    }

    @Test
    void callWithASampledTrace_isASpanOfItAndItsEventCarriesThatSpan() {
        String number = Documents.number();

        ingestTraced(number);

        String key = "sale/" + sale(number).getSale().getSaleId();
        FeedEvent event = event(key);
        assertThat(event.getTraceparent()).startsWith("00-" + TRACE).endsWith("-01");
        Awaitility.await().untilAsserted(() -> assertThat(sink.spans())
                .map(Received::item)
                .filteredOn(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER)
                .anyMatch(span -> event.getTraceparent().contains(hex(span))));
    }

    @Test
    void whatIsTold_holdsNoValueOfAnIdentifier() {
        String phone = "13811112222";
        String broken = "not-a-phone-13899998888";
        sink.clear();

        ingest(
                Documents.order(Documents.number()).addIdentifiers(Documents.phone(phone)),
                Documents.order(Documents.number())
                        .addIdentifiers(Documents.identifier(IdentifierType.IDENTIFIER_TYPE_PHONE, broken)));
        ingestTraced(Documents.number());

        Awaitility.await()
                .until(() -> !sink.spans().isEmpty() && !sink.metrics().isEmpty());
        assertThat(told()).noneMatch(text -> text.contains(phone) || text.contains("13899998888"));
    }

    private List<String> told() {
        return Stream.of(sink.spans(), sink.metrics(), sink.logs())
                .flatMap(List::stream)
                .map(received -> ((MessageLite) received.item()).toString())
                .toList();
    }

    /** As a client of another company would: by a channel of its own, with the trace that it has begun. */
    private void ingestTraced(String number) {
        Metadata headers = new Metadata();
        headers.put(TRACEPARENT, "00-" + TRACE + "-00f067aa0ba902b7-01");
        ManagedChannel channel = ManagedChannelBuilder.forAddress("127.0.0.1", here.getPort())
                .usePlaintext()
                .build();
        try {
            OrderIngestServiceGrpc.newBlockingStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                    .ingestDocuments(batch(List.of(Documents.order(number)
                            .addIdentifiers(Documents.phone("13811112222"))
                            .build())));
        } finally {
            channel.shutdownNow();
        }
    }

    private FeedEvent event(String key) {
        await(sequencer.drain());
        return await(feed.readFeed(ReadFeedRequest.newBuilder()
                        .setPartition(FeedInbox.partition(key))
                        .build()))
                .getEventsList()
                .stream()
                .filter(event -> event.getKey().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private boolean quarantined(String reason, int documents) {
        return Metrics.value(sink, "touchline.quarantine.documents", "reason", reason) == documents;
    }

    private static String hex(Span span) {
        return HexFormat.of().formatHex(span.getSpanId().toByteArray());
    }
}
