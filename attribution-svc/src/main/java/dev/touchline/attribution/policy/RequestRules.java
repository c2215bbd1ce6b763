package dev.touchline.attribution.policy;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.touchline.attribution.v1.AdoptPolicyRequest;
import dev.touchline.attribution.v1.Policy;
import dev.touchline.kit.error.Rejection;
import dev.touchline.type.v1.ErrorReason;
import io.grpc.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a request about a policy may say, beyond the policy itself. */
final class RequestRules {

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Duration AHEAD = Duration.ofDays(400);
    private static final int LONGEST_BRAND = 64;
    private static final int LONGEST_REASON = 500;
    private static final int TOLD = 20;

    private RequestRules() {}

    /** Everything that is wrong. */
    static List<Violation> violations(Policy policy, Timestamp effectiveFrom, String brand, Instant now) {
        List<Violation> violations = new ArrayList<>(PolicyRules.violations(policy));
        Instant latest = now.plus(AHEAD).truncatedTo(ChronoUnit.SECONDS);
        if (!Timestamps.isValid(effectiveFrom)) {
            violations.add(new Violation("effective_from", "an invalid timestamp", EARLIEST + ".." + latest));
        } else {
            Instant from = Instant.ofEpochSecond(effectiveFrom.getSeconds(), effectiveFrom.getNanos());
            if (from.isBefore(EARLIEST) || from.isAfter(latest)) {
                violations.add(new Violation("effective_from", from.toString(), EARLIEST + ".." + latest));
            } else if (!from.truncatedTo(ChronoUnit.MICROS).equals(from)) {
                violations.add(new Violation("effective_from", from.toString(), "whole microseconds"));
            }
        }
        text(violations, "brand", brand, 0, LONGEST_BRAND);
        return violations;
    }

    /** Refuses an adoption with everything that is wrong with it. */
    static void check(AdoptPolicyRequest request, Instant now) {
        List<Violation> violations =
                violations(request.getPolicy(), request.getEffectiveFrom(), request.getBrand(), now);
        text(violations, "reason", request.getReason(), 1, LONGEST_REASON);
        refuse(violations);
    }

    /** Refuses a request with everything that is wrong with it, if anything is. */
    static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            Violation first = violations.get(0);
            String more = violations.size() > TOLD ? "; and " + (violations.size() - TOLD) + " more" : "";
            throw new Rejection(
                    Status.Code.INVALID_ARGUMENT,
                    ErrorReason.ERROR_REASON_FIELD_MALFORMED,
                    violations.stream().limit(TOLD).map(Violation::toString).collect(Collectors.joining("; ")) + more,
                    Map.of("field", first.field(), "got", first.got(), "expected", first.expected()));
        }
    }

    private static void text(List<Violation> violations, String field, String text, int min, int max) {
        if (text.length() < min || text.length() > max) {
            violations.add(new Violation(field, text.length() + " characters", min + ".." + max + " characters"));
        } else if (text.indexOf('\0') >= 0) {
            violations.add(new Violation(field, "a NUL character", "text without NUL"));
        }
    }
}
