package dev.touchline.order.book;

import com.google.protobuf.util.Timestamps;
import dev.touchline.kit.text.NaturalOrder;
import dev.touchline.order.document.Buyer;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.DocumentType;
import java.util.Comparator;
import java.util.List;

/**
 * A document that stands under its key.
 *
 * @param documentId internal id; a key keeps it for ever
 * @param member the member its buyer is; 0: unknown
 * @param memberRank which identifier told the member
 * @param unknown identifiers to wait for; only known of a fresh entry
 * @param earlierAccepted versions accepted before this one
 * @param storedAside whether it is stored as set aside
 * @param storedPaired whether it is stored as paired: it counts zero, because its twin counts
 * @param state what this transaction did with it
 */
public record Entry(
        long documentId,
        AcceptedDocument accepted,
        long member,
        int memberRank,
        List<Buyer.Unknown> unknown,
        int earlierAccepted,
        boolean storedAside,
        boolean storedPaired,
        State state) {
    /** What a transaction did with a document. */
    public enum State {
        /** Nothing: it is as it is stored. */
        STORED,
        /** A better identifier told its member. */
        TOLD,
        /** It came with this batch. */
        FRESH
    }

    /** By time, then by key: number, source, type. */
    static final Comparator<Entry> BY_TIME = Comparator.comparing(
                    (Entry entry) -> entry.accepted().getDocument().getOccurredAt(), Timestamps.comparator())
            .thenComparing(entry -> entry.key().getNumber(), NaturalOrder.INSTANCE)
            .thenComparing(entry -> entry.key().getSource(), NaturalOrder.INSTANCE)
            .thenComparing(entry -> entry.key().getTypeValue());

    /** An entry that a batch brings. */
    static Entry fresh(long documentId, AcceptedDocument accepted, Buyer buyer, int earlierAccepted) {
        return new Entry(
                documentId,
                accepted,
                buyer.member(),
                buyer.rank(),
                buyer.unknown(),
                earlierAccepted,
                false,
                false,
                State.FRESH);
    }

    /** The same entry with a buyer that a better identifier told. */
    public Entry told(long by, int rank) {
        return rank >= memberRank
                ? this
                : new Entry(
                        documentId,
                        accepted,
                        by,
                        rank,
                        unknown,
                        earlierAccepted,
                        storedAside,
                        storedPaired,
                        State.TOLD);
    }

    public DocumentKey key() {
        return accepted.getDocument().getKey();
    }

    public boolean fresh() {
        return state == State.FRESH;
    }

    boolean isOrder() {
        return key().getType() == DocumentType.DOCUMENT_TYPE_ORDER;
    }

    /** How many versions were accepted when this one is replaced. */
    int acceptedUntilReplaced() {
        boolean counted = fresh() || !storedAside;
        return earlierAccepted + (counted ? 1 : 0);
    }
}
