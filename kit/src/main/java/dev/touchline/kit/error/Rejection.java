package dev.touchline.kit.error;

import dev.touchline.type.v1.ErrorReason;
import io.grpc.Status;
import java.util.Map;

/**
 * A call or an item that is refused: the one exception that edges raise on purpose. Its message is for people and holds
 * what was got and what was expected; its metadata says the same to programs. Neither ever holds personal data.
 */
public final class Rejection extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Status.Code code;
    private final ErrorReason reason;
    private final transient Map<String, String> metadata;

    public Rejection(Status.Code code, ErrorReason reason, String message, Map<String, String> metadata) {
        super(message, null, false, false);
        this.code = code;
        this.reason = reason;
        this.metadata = Map.copyOf(metadata);
    }

    /** A field with a value that is not accepted: {@code page_size: -3 (expected: 0..1000)}. */
    public static Rejection field(ErrorReason reason, String field, Object got, String expected) {
        String shown = shorten(String.valueOf(got));
        return new Rejection(
                Status.Code.INVALID_ARGUMENT,
                reason,
                field + ": " + shown + " (expected: " + expected + ")",
                Map.of("field", field, "got", shown, "expected", expected));
    }

    /** A required field that is missing. */
    public static Rejection required(String field) {
        return new Rejection(
                Status.Code.INVALID_ARGUMENT,
                ErrorReason.ERROR_REASON_FIELD_REQUIRED,
                field + ": missing (expected: a value)",
                Map.of("field", field));
    }

    /** Something named that does not exist. The name must not be personal data. */
    public static Rejection notFound(String field, Object got) {
        String shown = shorten(String.valueOf(got));
        return new Rejection(
                Status.Code.NOT_FOUND,
                ErrorReason.ERROR_REASON_NOT_FOUND,
                field + ": " + shown + " (expected: one that exists)",
                Map.of("field", field, "got", shown));
    }

    /** At a limit that protects the service. */
    public static Rejection exhausted(ErrorReason reason, String what, Object got, String expected) {
        return new Rejection(
                Status.Code.RESOURCE_EXHAUSTED,
                reason,
                what + ": " + got + " (expected: " + expected + ")",
                Map.of("got", String.valueOf(got), "expected", expected));
    }

    public Status.Code code() {
        return code;
    }

    public ErrorReason reason() {
        return reason;
    }

    /** Details for programs, by name. */
    public Map<String, String> metadata() {
        return metadata;
    }

    private static String shorten(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64) + "…";
    }
}
