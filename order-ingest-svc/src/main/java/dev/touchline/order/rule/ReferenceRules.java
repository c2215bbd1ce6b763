package dev.touchline.order.rule;

import dev.touchline.kit.error.Rejection;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.DocumentType;
import dev.touchline.type.v1.ErrorReason;

/** Which other documents a document refers to. Whether they are known does not matter: they may come later. */
final class ReferenceRules {

    private ReferenceRules() {}

    static void refundOf(AcceptedDocument accepted) {
        Document document = accepted.getDocument();
        if (document.getKey().getType() != DocumentType.DOCUMENT_TYPE_REFUND) {
            if (document.hasRefundOf()) {
                throw Rejection.field(
                        ErrorReason.ERROR_REASON_FIELD_MALFORMED,
                        "refund_of",
                        "a key on " + document.getKey().getType(),
                        "none unless the document is a REFUND");
            }
            return;
        }
        if (!document.hasRefundOf()) {
            throw Rejection.required("refund_of");
        }
        orderKey("refund_of", document.getRefundOf());
    }

    static void exchangeOf(AcceptedDocument accepted) {
        if (accepted.getDocument().hasExchangeOf()) {
            KeyRules.usable("exchange_of", accepted.getDocument().getExchangeOf());
        }
    }

    private static void orderKey(String field, DocumentKey key) {
        KeyRules.usable(field, key);
        if (key.getType() != DocumentType.DOCUMENT_TYPE_ORDER) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_MALFORMED, field + ".type", key.getType(), "DOCUMENT_TYPE_ORDER");
        }
    }
}
