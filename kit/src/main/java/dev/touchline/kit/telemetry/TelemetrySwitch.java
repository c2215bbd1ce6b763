package dev.touchline.kit.telemetry;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether this process measures anything at all. Off, nothing is read, timed or started. */
@ApplicationScoped
public class TelemetrySwitch {

    /** Name of the instrumentation, of all meters and tracers. */
    public static final String SCOPE = "dev.touchline";

    private final boolean on;

    public TelemetrySwitch(@ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean disabled) {
        this.on = !disabled;
    }

    public boolean on() {
        return on;
    }
}
