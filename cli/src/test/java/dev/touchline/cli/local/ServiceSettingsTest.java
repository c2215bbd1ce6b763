package dev.touchline.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceSettingsTest {

    @Test
    void noEndpoint_nothingIsExported() {
        assertThat(ServiceSettings.telemetry(Map.of("OTEL_METRIC_EXPORT_INTERVAL", "500")::get))
                .isEmpty();
    }

    @Test
    void endpointAndInterval_reachTheService() {
        Map<String, String> environment =
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317", "OTEL_METRIC_EXPORT_INTERVAL", "500");

        assertThat(ServiceSettings.telemetry(environment::get))
                .containsExactly(
                        "-Dtouchline.otel.disabled=false",
                        "-Dquarkus.otel.exporter.otlp.endpoint=http://127.0.0.1:4317",
                        "-Dquarkus.otel.metric.export.interval=500ms");
    }
}
