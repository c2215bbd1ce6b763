package dev.touchline.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.touchline.kittest.OtlpResource;
import dev.touchline.kittest.OtlpSink;
import dev.touchline.kittest.OtlpSink.Received;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.order.v1.IngestDocumentsRequest;
import dev.touchline.order.v1.OrderIngestServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who looks into a denied call finds its line in the log by the trace that the caller knows. */
@QuarkusTest
@TestProfile(DeniedTraceTest.Enforced.class)
@WithTestResource(PostgresResource.class)
@WithTestResource(OtlpResource.class)
class DeniedTraceTest {

    private static final String TRACE = "7c0e1b4cf3a94cbb8d1f0e2d3c4b5a69";
    private static final Path LOG = Path.of("target/denied-trace.log");

    /** Calls are held against the table of access, and the log is written as in production. */
    public static class Enforced implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "touchline.access.enforced", "true",
                    "quarkus.log.file.enabled", "true",
                    "quarkus.log.file.path", LOG.toString(),
                    "quarkus.log.file.json.enabled", "true");
        }
    }

    @TestHTTPResource
    URL here;

    OtlpSink sink;

    // Fails when calls are judged before they are traced.
    @Test
    void lineOfADeniedCall_hasTheTraceOfItsCaller() throws Exception {
        callWithoutToken();

        await().atMost(Duration.ofMinutes(1)).until(() -> !denials().isEmpty());
        assertThat(denials())
                .extracting(line -> HexFormat.of().formatHex(line.getTraceId().toByteArray()))
                .containsOnly(TRACE);
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(Files.readAllLines(LOG))
                .filteredOn(line -> line.contains("Access denied"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("{").contains("\"traceId\":\"" + TRACE + "\"")));
    }

    private void callWithoutToken() {
        Metadata headers = new Metadata();
        headers.put(
                Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER),
                "00-" + TRACE + "-00f067aa0ba902b7-01");
        ManagedChannel channel = ManagedChannelBuilder.forAddress("127.0.0.1", here.getPort())
                .usePlaintext()
                .build();
        try {
            assertThatThrownBy(() -> OrderIngestServiceGrpc.newBlockingStub(channel)
                            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                            .ingestDocuments(IngestDocumentsRequest.getDefaultInstance()))
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessageContaining("UNAUTHENTICATED");
        } finally {
            channel.shutdownNow();
        }
    }

    private List<LogRecord> denials() {
        return sink.logs().stream()
                .map(Received::item)
                .filter(line -> line.getBody().getStringValue().startsWith("Access denied"))
                .toList();
    }
}
