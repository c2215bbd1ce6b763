package dev.touchline.order.rule;

import com.google.protobuf.Timestamp;
import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Rejection;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.type.v1.ErrorReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * When it happened. Clocks of tills run ahead; a little of that is tolerated.
 *
 * @param earliest the earliest time that is accepted
 * @param ahead how far ahead of the clock a time may be
 */
public record TimeRules(Clock clock, Instant earliest, Duration ahead) {

    void occurredAt(AcceptedDocument accepted) {
        Document document = accepted.getDocument();
        inBounds("occurred_at", document.hasOccurredAt(), document.getOccurredAt());
    }

    void depositAt(AcceptedDocument accepted) {
        Document document = accepted.getDocument();
        if (!document.hasDepositAt()) {
            return;
        }
        Instant deposit = inBounds("deposit_at", true, document.getDepositAt());
        Instant paid = inBounds("occurred_at", true, document.getOccurredAt());
        if (deposit.isAfter(paid)) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE,
                    "deposit_at",
                    deposit,
                    "not after occurred_at " + paid);
        }
    }

    private Instant inBounds(String field, boolean present, Timestamp value) {
        Instant instant = Check.instant(field, present, value);
        Instant latest = clock.instant().plus(ahead);
        if (instant.isAfter(latest)) {
            throw Rejection.field(ErrorReason.ERROR_REASON_TIME_IN_FUTURE, field, instant, "at most " + latest);
        }
        if (instant.isBefore(earliest)) {
            throw Rejection.field(ErrorReason.ERROR_REASON_TIME_TOO_OLD, field, instant, "at least " + earliest);
        }
        return instant;
    }
}
