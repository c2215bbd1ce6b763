package dev.touchline.kittest;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Turns OpenTelemetry on in a test application and gives every field of type {@link OtlpSink} of its tests the receiver
 * that everything is exported to, every 200 ms.
 */
public class OtlpResource implements QuarkusTestResourceLifecycleManager {

    private static final String INTERVAL = "200ms";

    private OtlpSink sink;

    @Override
    public Map<String, String> start() {
        sink = OtlpSink.start();
        return Map.of(
                "touchline.otel.disabled", "false",
                "touchline.telemetry.interval", INTERVAL,
                "touchline.telemetry.export-limit", "2s",
                "quarkus.otel.exporter.otlp.endpoint", sink.endpoint(),
                "quarkus.otel.metric.export.interval", INTERVAL,
                "quarkus.otel.bsp.schedule.delay", INTERVAL,
                "quarkus.otel.blrp.schedule.delay", INTERVAL);
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(sink, new TestInjector.MatchesType(OtlpSink.class));
    }

    @Override
    public void stop() {
        sink.close();
    }
}
