package dev.touchline.kit.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which calls begin a trace: a part of those that arrive from outside without one, by {@code touchline.otel.sample-ratio}.
 * Never what a service does by itself all day (long polls, progress), and never a stream, whose one span would last for
 * hours. What arrives with a trace follows the decision of its caller.
 */
record Arrivals(Sampler some) implements Sampler {

    private static final Set<String> BY_ITSELF = Set.of(
            "touchline.feed.v1.FeedService", "touchline.operations.v1.OperationsService", "grpc.health.v1.Health");

    private static final String STREAM = "/StreamDocuments";

    @Override
    public SamplingResult shouldSample(
            Context parent, String traceId, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
        String service = name.contains("/") ? name.substring(0, name.indexOf('/')) : "";
        boolean arrival = kind == SpanKind.SERVER && !BY_ITSELF.contains(service) && !name.endsWith(STREAM);
        return arrival ? some.shouldSample(parent, traceId, name, kind, attributes, links) : SamplingResult.drop();
    }

    @Override
    public String getDescription() {
        return "Arrivals{" + some.getDescription() + "}";
    }

    /** The sampler of a running service. */
    @ApplicationScoped
    static class InForce {

        @Produces
        @Singleton
        Sampler sampler(@ConfigProperty(name = "touchline.otel.sample-ratio") double ratio) {
            return Sampler.parentBased(new Arrivals(Sampler.traceIdRatioBased(ratio)));
        }
    }
}
