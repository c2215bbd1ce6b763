package dev.touchline.touch;

import com.google.protobuf.ProtocolMessageEnum;
import com.google.protobuf.Timestamp;
import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Rejection;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.Money;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Currency;
import java.util.Map;

/** Fields that campaigns and touches have in common, read and refused in one way. */
public final class Forms {

    private static final int MAX_KEY = 64;

    private Forms() {}

    /** An instant, kept to the microsecond as PostgreSQL does. */
    public static Instant instant(String field, boolean present, Timestamp value) {
        return Check.instant(field, present, value).truncatedTo(ChronoUnit.MICROS);
    }

    /** A key of min to 64 characters. */
    public static String key(String field, String value, int min) {
        return Check.text(field, value, min, MAX_KEY);
    }

    /** The number of an enum that must be set. */
    public static int required(String field, ProtocolMessageEnum value) {
        int number = known(field, value);
        if (number == 0) {
            throw Rejection.required(field);
        }
        return number;
    }

    /** The number of an enum that must be one of the contract's. */
    public static int known(String field, ProtocolMessageEnum value) {
        if ("UNRECOGNIZED".equals(value.toString())) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_MALFORMED, field, "an unknown value", "a value of the contract");
        }
        return value.getNumber();
    }

    /** An amount that is not negative, in a currency that exists. */
    public static Money cost(String field, Money amount) {
        if (amount.getMinorUnits() < 0) {
            throw Rejection.field(ErrorReason.ERROR_REASON_AMOUNT_NEGATIVE, field, amount.getMinorUnits(), "0 or more");
        }
        try {
            Currency.getInstance(amount.getCurrencyCode());
        } catch (IllegalArgumentException unknown) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_CURRENCY_UNKNOWN,
                    field + ".currency_code",
                    amount.getCurrencyCode(),
                    "an ISO 4217 code");
        }
        return amount;
    }

    /** At most so many items. */
    public static void atMost(String field, Collection<?> items, int max) {
        if (items.size() > max) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE,
                    field,
                    items.size() + " items",
                    "0.." + max + " items");
        }
    }

    /** An item that is refused for a reason of its own. */
    public static Rejection refused(ErrorReason reason, String field, String got, String expected) {
        return new Rejection(
                io.grpc.Status.Code.FAILED_PRECONDITION,
                reason,
                field + ": " + got + " (expected: " + expected + ")",
                Map.of("field", field, "got", got, "expected", expected));
    }
}
