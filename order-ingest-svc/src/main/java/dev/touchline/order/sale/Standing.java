package dev.touchline.order.sale;

import com.google.protobuf.ByteString;
import dev.touchline.order.book.Verdict;
import dev.touchline.order.document.Offer;
import dev.touchline.type.v1.DocumentKey;

/**
 * What stands under a document key.
 *
 * @param documentId its id, or a new one if nothing stands there
 * @param saleKey the sale it stands in; null: nothing stands there
 * @param version its version
 * @param contentHash its content
 * @param setAside whether it is set aside
 */
public record Standing(
        long documentId, long saleId, DocumentKey saleKey, long version, ByteString contentHash, boolean setAside) {

    /** Whether anything stands there. */
    public boolean exists() {
        return saleKey != null;
    }

    /** What an offered document is to it. */
    public Verdict verdict(Offer offer) {
        return exists()
                ? Verdict.of(offer.document().getVersion(), offer.contentHash().equals(contentHash), version)
                : Verdict.BOOKED;
    }
}
