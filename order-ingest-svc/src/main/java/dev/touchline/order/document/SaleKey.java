package dev.touchline.order.document;

import dev.touchline.order.v1.Document;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.DocumentType;

/** Which sale a document belongs to: a refund to its order's, everything else to its own. */
public final class SaleKey {

    private SaleKey() {}

    /** The key of the document's sale. */
    public static DocumentKey of(Document document) {
        return document.getKey().getType() == DocumentType.DOCUMENT_TYPE_REFUND
                ? document.getRefundOf()
                : document.getKey();
    }
}
