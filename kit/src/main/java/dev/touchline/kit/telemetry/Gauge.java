package dev.touchline.kit.telemetry;

import io.opentelemetry.api.common.Attributes;

/**
 * A value that goes up and down, read now and then.
 *
 * @param name OpenTelemetry name, e.g. {@code touchline.dirty.members}
 * @param unit UCUM unit, e.g. {@code s} or {@code {event}}
 * @param description what it says, in a sentence
 */
public record Gauge(String name, String unit, String description) {

    /** What a gauge showed. */
    public record Reading(Gauge gauge, double value, Attributes attributes) {}

    public Reading reading(double value) {
        return new Reading(this, value, Attributes.empty());
    }

    public Reading reading(double value, Attributes attributes) {
        return new Reading(this, value, attributes);
    }
}
