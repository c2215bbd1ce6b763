package dev.touchline.order.book;

import com.google.protobuf.ByteString;
import dev.touchline.order.document.Buyer;
import dev.touchline.order.document.Content;
import dev.touchline.order.document.Offer;
import dev.touchline.order.v1.Document;
import dev.touchline.type.v1.DocumentKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sales that a batch touches, all locked, with everything that stands in them. */
public final class Books {

    private final Map<DocumentKey, SaleBook> bySale = new HashMap<>();
    private final Map<DocumentKey, SaleBook> byDocument = new HashMap<>();
    private final Map<DocumentKey, Entry> standing = new HashMap<>();
    private final List<Left> left = new ArrayList<>();
    private final List<Entry> replaced = new ArrayList<>();
    private final List<Entry> displaced = new ArrayList<>();

    /** The row of a document that a newer version replaced, maybe in another sale. */
    public record Left(long saleId, long documentId) {}

    public Books(Collection<SaleBook> sales) {
        for (SaleBook sale : sales) {
            bySale.put(sale.key(), sale);
            for (Entry entry : sale.entries()) {
                standing.put(entry.key(), entry);
                byDocument.put(entry.key(), sale);
            }
        }
    }

    /** Takes one document; documentId is its id in case that nothing stands under its key. */
    public Verdict take(Offer offer, Buyer buyer, long documentId) {
        Entry before = standing.get(offer.key());
        if (before == null) {
            if (!bySale.get(offer.saleKey()).hasRoomFor(offer.accepted())) {
                return Verdict.TOO_LARGE;
            }
            book(offer, Entry.fresh(documentId, offer.accepted(), buyer, 0));
            return Verdict.BOOKED;
        }
        Verdict verdict = verdict(offer, before);
        boolean displaces = verdict == Verdict.CONFLICTING && offer.decided();
        if (verdict != Verdict.BOOKED && !displaces) {
            return verdict;
        }
        if (!bySale.get(offer.saleKey()).hasRoomFor(offer.accepted())) {
            return Verdict.TOO_LARGE;
        }
        replace(offer, before, buyer, displaces && !before.storedAside());
        return Verdict.BOOKED;
    }

    /** The document that stands under a key; empty: none. */
    public Optional<Document> standing(DocumentKey document) {
        return Optional.ofNullable(standing.get(document))
                .map(entry -> entry.accepted().getDocument());
    }

    /** Whether the document under a key is set aside at the end of the batch. */
    public boolean aside(DocumentKey document) {
        return byDocument.get(document).setsAside(standing.get(document));
    }

    /** The currency of the sale that a document belongs to. */
    public String saleCurrency(DocumentKey document) {
        return byDocument.get(document).currency();
    }

    /** Whether this very document stands under its key. */
    public boolean stands(Offer offer) {
        Entry entry = standing.get(offer.key());
        return entry != null && entry.accepted() == offer.accepted();
    }

    public Collection<SaleBook> sales() {
        return bySale.values();
    }

    /** Rows of documents that newer ones replaced. */
    public List<Left> left() {
        return left;
    }

    /** Stored documents that newer ones have replaced. */
    public List<Entry> replaced() {
        return replaced;
    }

    /** Documents that a decision put aside for another content of their version: they were accepted and are no longer. */
    public List<Entry> displaced() {
        return displaced;
    }

    // What was set aside waits for its correction: other content of the same version is one.
    private Verdict verdict(Offer offer, Entry before) {
        ByteString hash = Content.hash(before.accepted());
        long version = before.accepted().getDocument().getVersion();
        Verdict verdict = Verdict.of(offer.document().getVersion(), hash.equals(offer.contentHash()), version);
        return verdict == Verdict.CONFLICTING && aside(offer.key()) ? Verdict.BOOKED : verdict;
    }

    private void replace(Offer offer, Entry before, Buyer buyer, boolean displaces) {
        SaleBook from = byDocument.get(offer.key());
        from.remove(offer.key());
        if (!before.fresh()) {
            replaced.add(before);
            left.add(new Left(from.saleId(), before.documentId()));
        }
        if (displaces) {
            displaced.add(before);
        }
        int earlier = displaces ? before.earlierAccepted() : before.acceptedUntilReplaced();
        book(offer, Entry.fresh(before.documentId(), offer.accepted(), buyer, earlier));
    }

    private void book(Offer offer, Entry entry) {
        SaleBook sale = bySale.get(offer.saleKey());
        sale.put(entry);
        standing.put(offer.key(), entry);
        byDocument.put(offer.key(), sale);
    }
}
