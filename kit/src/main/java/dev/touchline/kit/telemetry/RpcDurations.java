package dev.touchline.kit.telemetry;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The duration of calls, by the RPC semantic conventions of OpenTelemetry: {@code rpc.method} is the full name,
 * {@code rpc.service/Method}; the status is told by name. {@code rpc.service} stays beside it, to add up by.
 */
final class RpcDurations {

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("rpc.system.name");
    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("rpc.service");
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("rpc.method");
    private static final AttributeKey<String> STATUS = AttributeKey.stringKey("rpc.response.status_code");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    private static final List<Double> BUCKETS =
            List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

    private final DoubleHistogram histogram;

    RpcDurations(OpenTelemetry openTelemetry, String name, String description) {
        this.histogram = openTelemetry
                .getMeter(TelemetrySwitch.SCOPE)
                .histogramBuilder(name)
                .setUnit("s")
                .setDescription(description)
                .setExplicitBucketBoundariesAdvice(BUCKETS)
                .build();
    }

    /** A call that begins now. */
    Call begin(MethodDescriptor<?, ?> method) {
        return new Call(method, System.nanoTime());
    }

    /** One call; however often it ends, it counts once. */
    final class Call {

        private final MethodDescriptor<?, ?> method;
        private final long start;
        private final AtomicBoolean ended = new AtomicBoolean();

        private Call(MethodDescriptor<?, ?> method, long start) {
            this.method = method;
            this.start = start;
        }

        void end(Status.Code status) {
            if (ended.compareAndSet(false, true)) {
                histogram.record((System.nanoTime() - start) / 1e9, attributes(status));
            }
        }

        private Attributes attributes(Status.Code status) {
            AttributesBuilder attributes = Attributes.builder()
                    .put(SYSTEM, "grpc")
                    .put(SERVICE, method.getServiceName())
                    .put(METHOD, method.getFullMethodName())
                    .put(STATUS, status.name());
            return (status == Status.Code.OK ? attributes : attributes.put(ERROR, status.name())).build();
        }
    }
}
