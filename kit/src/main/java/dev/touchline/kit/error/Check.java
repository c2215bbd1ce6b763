package dev.touchline.kit.error;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.touchline.type.v1.ErrorReason;
import java.time.Instant;
import java.util.Collection;

/** Bounds of input, each a question that raises a {@link Rejection} when the answer is no. */
public final class Check {

    private Check() {}

    /** Text of min to max characters; returns it. */
    public static String text(String field, String value, int min, int max) {
        if (value.isEmpty() && min > 0) {
            throw Rejection.required(field);
        }
        if (value.length() < min || value.length() > max) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE,
                    field,
                    value.length() + " characters",
                    min + ".." + max + " characters");
        }
        if (value.indexOf('\0') >= 0) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_MALFORMED, field, "a NUL character", "text without NUL");
        }
        return value;
    }

    /** A number of min to max; returns it. */
    public static long range(String field, long value, long min, long max) {
        if (value < min || value > max) {
            throw Rejection.field(ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, field, value, min + ".." + max);
        }
        return value;
    }

    /** A batch of 1 to max items; returns its size. */
    public static int batch(String field, Collection<?> items, int max) {
        if (items.isEmpty()) {
            throw Rejection.required(field);
        }
        if (items.size() > max) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_BATCH_TOO_LARGE, field, items.size() + " items", "1.." + max + " items");
        }
        return items.size();
    }

    /** A valid instant; {@code present} tells whether the field was set. */
    public static Instant instant(String field, boolean present, Timestamp value) {
        if (!present) {
            throw Rejection.required(field);
        }
        if (!Timestamps.isValid(value)) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_MALFORMED, field, "an invalid timestamp", "0001-01-01..9999-12-31");
        }
        return Instant.ofEpochSecond(value.getSeconds(), value.getNanos());
    }
}
