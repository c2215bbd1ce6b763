package dev.touchline.kit.access;

import dev.touchline.kit.error.Rejection;
import dev.touchline.type.v1.ErrorReason;
import io.grpc.Status.Code;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The ways in which access is denied. */
final class Denied {

    private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{N}._-]{0,64}");

    private Denied() {}

    static Rejection missing() {
        return new Rejection(
                Code.UNAUTHENTICATED,
                ErrorReason.ERROR_REASON_TOKEN_MISSING,
                "authorization: missing (expected: Bearer and a token, or the certificate of a service)",
                Map.of());
    }

    static Rejection invalid(String cause) {
        return new Rejection(
                Code.UNAUTHENTICATED,
                ErrorReason.ERROR_REASON_TOKEN_INVALID,
                "authorization: not accepted, cause " + cause + " (expected: a valid token of this installation)",
                Map.of("cause", cause));
    }

    static Rejection role(String method, Role role, Set<Role> expected) {
        String allowed = expected.stream().map(Role::word).sorted().collect(Collectors.joining(", "));
        return new Rejection(
                Code.PERMISSION_DENIED,
                ErrorReason.ERROR_REASON_ROLE_NOT_ALLOWED,
                method + ": role " + role.word() + " (expected: " + allowed + ")",
                Map.of("rpc", method, "role", role.word(), "expected", allowed));
    }

    static Rejection unlisted(String method, Role role) {
        return role(method, role, Set.of());
    }

    static Rejection notWholeGroup(String method) {
        return new Rejection(
                Code.PERMISSION_DENIED,
                ErrorReason.ERROR_REASON_OUT_OF_SCOPE,
                method + ": a caller limited to stores or brands (expected: one of the whole group)",
                Map.of("rpc", method));
    }

    static Rejection outOfScope(String method, Place place) {
        String store = shown(place.store());
        String brand = shown(place.brand());
        return new Rejection(
                Code.PERMISSION_DENIED,
                ErrorReason.ERROR_REASON_OUT_OF_SCOPE,
                method + ": store '" + store + "', brand '" + brand + "' (expected: the caller's own)",
                Map.of("rpc", method, "store", store, "brand", brand));
    }

    /** A key as it may be logged and answered: nothing has checked it yet. What cannot be a key is not repeated. */
    private static String shown(String key) {
        if (key == null) {
            return "";
        }
        return KEY.matcher(key).matches() ? key : "(not a key)";
    }

    // An answer is not described: that it exists and where it belongs is what the caller must not learn.
    static Rejection notShown(String method) {
        return new Rejection(
                Code.PERMISSION_DENIED,
                ErrorReason.ERROR_REASON_OUT_OF_SCOPE,
                method + ": not of the caller's stores or brands (expected: its own)",
                Map.of("rpc", method));
    }
}
