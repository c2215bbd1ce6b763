package dev.touchline.order.intake;

import dev.touchline.kit.error.Items;
import dev.touchline.kit.error.Rejection;
import dev.touchline.order.document.Offer;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.type.v1.ItemResult;

/**
 * A document as it was read at the edge.
 *
 * @param accepted without personal data; null: it cannot be kept
 * @param fault why it is not acceptable; null: it is
 */
record Reading(int index, AcceptedDocument accepted, Rejection fault) {

    boolean keepable() {
        return accepted != null;
    }

    boolean valid() {
        return fault == null;
    }

    Offer offer() {
        return Offer.of(index, accepted);
    }

    /** The answer to a document that is not acceptable. */
    ItemResult refusal() {
        return keepable() ? Items.quarantined(index, fault) : Items.rejected(index, fault);
    }
}
