package dev.touchline.order.rule;

import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Rejection;
import dev.touchline.order.v1.Document;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.DocumentType;
import dev.touchline.type.v1.ErrorReason;

/** Keys of documents. A document without a usable key cannot even be kept in quarantine: nobody could ask for it. */
public final class KeyRules {

    /** The greatest document that is kept, in bytes; 500 lines with everything filled in are half of it. */
    public static final int MAX_BYTES = 1 << 20;

    private static final int MAX_SOURCE = 64;
    private static final int MAX_NUMBER = 128;

    private KeyRules() {}

    /** A document that can be kept: it has a key and is not too large. */
    public static void keepable(Document document) {
        usable("key", document.getKey());
        if (document.getSerializedSize() > MAX_BYTES) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE,
                    "document",
                    document.getSerializedSize() + " bytes",
                    "1.." + MAX_BYTES + " bytes");
        }
    }

    /** A key that names a document. */
    public static void usable(String field, DocumentKey key) {
        Check.text(field + ".source", key.getSource(), 1, MAX_SOURCE);
        Check.text(field + ".number", key.getNumber(), 1, MAX_NUMBER);
        if (key.getType() == DocumentType.DOCUMENT_TYPE_UNSPECIFIED) {
            throw Rejection.required(field + ".type");
        }
        if (key.getType() == DocumentType.UNRECOGNIZED) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE,
                    field + ".type",
                    key.getTypeValue(),
                    "a type of document");
        }
    }
}
