package dev.touchline.order.rule;

import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Rejection;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.type.v1.ErrorReason;

/** Who bought. */
public final class BuyerRules {

    /** Identifiers a document may hold. */
    public static final int MAX_IDENTIFIERS = 10;

    private static final int HASH_BYTES = 32;

    private BuyerRules() {}

    static void identifiers(AcceptedDocument accepted) {
        Check.range("identifiers", accepted.getIdentifiersCount(), 0, MAX_IDENTIFIERS);
        boolean unreadable = accepted.getIdentifiersList().stream()
                .anyMatch(identifier -> identifier.getHash().size() != HASH_BYTES);
        if (unreadable) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_MALFORMED,
                    "identifiers",
                    "an identifier that could not be read",
                    "type and value as the contract says");
        }
    }

    static void memberId(AcceptedDocument accepted) {
        long member = accepted.getDocument().getMemberId();
        Check.range("member_id", member, 0, Long.MAX_VALUE);
        if (member > 0 && accepted.getIdentifiersCount() > 0) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_MALFORMED, "member_id", member, "0 beside identifiers");
        }
    }
}
