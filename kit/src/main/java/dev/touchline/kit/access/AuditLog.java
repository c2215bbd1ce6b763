package dev.touchline.kit.access;

import dev.touchline.kit.error.Rejection;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * What security and auditors ask for: who was denied what, and who changed what others rely on. One line each in the log
 * category {@code touchline.audit}, with fixed keys and no personal data; denials are counted too. Denied items of one call are
 * one line, however many they are.
 */
@Singleton
class AuditLog {

    private static final Logger LOG = Logger.getLogger("touchline.audit");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("reason");
    private static final AttributeKey<String> ROLE = AttributeKey.stringKey("role");
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("rpc.method");
    private static final String PREFIX = "ERROR_REASON_";

    private final LongCounter denials;
    private final LongCounter deniedItems;

    AuditLog(Meter meter) {
        denials = meter.counterBuilder("touchline.access.denials")
                .setDescription("Calls that were refused for who made them")
                .build();
        deniedItems = meter.counterBuilder("touchline.access.denied_items")
                .setDescription("Items of batches that were refused for who sent them, in calls that were let through")
                .build();
    }

    /** A call that was refused; the caller is null if it proved nobody. */
    void denied(String method, Caller caller, Rejection refusal) {
        String role = caller == null ? "unknown" : caller.role().word();
        String reason = refusal.reason().name().substring(PREFIX.length());
        denials.add(1, Attributes.of(REASON, reason, ROLE, role, METHOD, method));
        Map<String, String> details = refusal.metadata();
        LOG.warnf(
                "Access denied rpc=%s role=%s subject=%s reason=%s cause=%s store=%s brand=%s",
                method,
                role,
                caller == null ? "" : caller.subject(),
                reason,
                details.getOrDefault("cause", ""),
                details.getOrDefault("store", ""),
                details.getOrDefault("brand", ""));
    }

    /** Items of one call that would have changed what is stored for others; nothing else of the items is told. */
    void deniedItems(String method, Caller caller, long items) {
        String role = caller.role().word();
        deniedItems.add(items, Attributes.of(ROLE, role, METHOD, method));
        LOG.warnf(
                "Items denied rpc=%s role=%s subject=%s reason=OUT_OF_SCOPE items=%d",
                method, role, caller.subject(), items);
    }

    /** A call that changes what others rely on, or shows personal data, and is let through. */
    void allowed(String method, Caller caller) {
        LOG.infof(
                "Access audited rpc=%s role=%s subject=%s",
                method, caller.role().word(), caller.subject());
    }
}
