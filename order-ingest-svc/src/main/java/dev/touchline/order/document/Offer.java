package dev.touchline.order.document;

import com.google.protobuf.ByteString;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.type.v1.DocumentKey;

/**
 * A valid document on its way in.
 *
 * @param index its position in the batch
 * @param accepted the document as it would be stored
 * @param contentHash what its content is recognised by
 * @param decided whether a person decided that it stands, if other content of its version does
 */
public record Offer(int index, AcceptedDocument accepted, ByteString contentHash, boolean decided) {
    /** An offer of a document. */
    public static Offer of(int index, AcceptedDocument accepted) {
        return new Offer(index, accepted, Content.hash(accepted), false);
    }

    /** The same offer, decided to stand. */
    public Offer decidedToStand() {
        return new Offer(index, accepted, contentHash, true);
    }

    public Document document() {
        return accepted.getDocument();
    }

    public DocumentKey key() {
        return document().getKey();
    }

    public DocumentKey saleKey() {
        return SaleKey.of(document());
    }
}
