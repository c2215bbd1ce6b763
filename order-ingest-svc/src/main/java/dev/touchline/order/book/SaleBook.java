package dev.touchline.order.book;

import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Sale;
import dev.touchline.type.v1.DocumentKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One sale and the documents that stand in it. What it shows is a function of these alone, whatever the order in which they
 * came: the order, and every refund in the order's currency. A refund in another currency is set aside for a person. While
 * refunds wait for their order, the earliest of them stands for it.
 */
public final class SaleBook {

    /** Documents in one sale. */
    public static final int MAX_DOCUMENTS = 1_000;

    /** Bytes of all documents in one sale: every event carries the whole of it. */
    public static final int MAX_BYTES = 4 << 20;

    private final long saleId;
    private final DocumentKey key;
    private final long version;
    private final long storedMember;
    private final Bond bond;
    private final Map<DocumentKey, Entry> entries = new LinkedHashMap<>();
    private final List<AcceptedDocument> shownBefore;
    private long bytes;
    private String currency; // null: not looked for since the last change

    /**
     * The row of a sale.
     *
     * @param version 0: it was made for this batch
     * @param member its member; 0: unknown
     */
    public record Row(long version, long member, Bond bond) {}

    /** A sale as it is stored, alone; version 0: it was made for this batch. */
    public SaleBook(long saleId, DocumentKey key, long version, long storedMember, Collection<Entry> stored) {
        this(saleId, key, new Row(version, storedMember, Bond.NONE), stored);
    }

    /** A sale as it is stored. */
    public SaleBook(long saleId, DocumentKey key, Row row, Collection<Entry> stored) {
        this.saleId = saleId;
        this.key = key;
        this.version = row.version();
        this.storedMember = row.member();
        this.bond = row.bond();
        stored.forEach(this::put);
        this.shownBefore = shown().stream().map(Entry::accepted).toList();
    }

    public long saleId() {
        return saleId;
    }

    public DocumentKey key() {
        return key;
    }

    /** The version before the batch. */
    public long version() {
        return version;
    }

    /** Whether it is one of two reports of a purchase, as it is stored. */
    public Bond bond() {
        return bond;
    }

    public Collection<Entry> entries() {
        return entries.values();
    }

    /** Puts a document in, in the place of an older version. */
    public void put(Entry entry) {
        remove(entry.key());
        entries.put(entry.key(), entry);
        currency = null;
        bytes += entry.accepted().getSerializedSize();
    }

    void remove(DocumentKey document) {
        Entry removed = entries.remove(document);
        currency = null;
        bytes -= removed == null ? 0 : removed.accepted().getSerializedSize();
    }

    /** Whether a document fits, in the place of an older version if there is one. */
    boolean hasRoomFor(AcceptedDocument accepted) {
        Entry replaced = entries.get(accepted.getDocument().getKey());
        long freed = replaced == null ? 0 : replaced.accepted().getSerializedSize();
        return entries.size() - (replaced == null ? 0 : 1) < MAX_DOCUMENTS
                && bytes - freed + accepted.getSerializedSize() <= MAX_BYTES;
    }

    /** Whether it is too large for an event that carries another sale, too. */
    public boolean large() {
        return entries.size() > MAX_DOCUMENTS / 2 || bytes > MAX_BYTES / 2;
    }

    /** Whether a standing document is set aside. */
    public boolean setsAside(Entry entry) {
        return !entry.isOrder() && !currency().equals(currency(entry));
    }

    /** The currency of the order; while there is none, of the earliest refund. */
    public String currency() {
        if (currency == null) {
            currency = order().or(() -> entries.values().stream().min(Entry.BY_TIME))
                    .map(SaleBook::currency)
                    .orElse("");
        }
        return currency;
    }

    /** The member: the order's buyer, else the buyer of the first refund that has one; 0: nobody known. */
    public long member() {
        return shown().stream()
                .mapToLong(Entry::member)
                .filter(member -> member > 0)
                .findFirst()
                .orElse(0);
    }

    /** Whether others must hear of it. */
    public boolean changed() {
        List<AcceptedDocument> now = shown().stream().map(Entry::accepted).toList();
        return storedMember != member() || !now.equals(shownBefore);
    }

    /** The order; none: refunds wait for it, or there is none. */
    public Optional<Document> orderDocument() {
        return order().map(entry -> entry.accepted().getDocument());
    }

    /** Whether this batch brought the order or told its buyer. */
    public boolean orderChanged() {
        return storedMember != member() || order().filter(Entry::fresh).isPresent();
    }

    /** The sale as others see it, were it alone. */
    public Sale sale() {
        Sale.Builder sale = Sale.newBuilder().setSaleId(saleId).setKey(key).setMemberId(member());
        for (Entry entry : shown()) {
            if (entry.isOrder()) {
                sale.setOrder(entry.accepted());
            } else {
                sale.addRefunds(entry.accepted());
            }
        }
        return sale.build();
    }

    private Optional<Entry> order() {
        return Optional.ofNullable(entries.get(key)).filter(Entry::isOrder);
    }

    /** The order first, then the refunds by time. */
    private List<Entry> shown() {
        List<Entry> shown = new ArrayList<>();
        order().ifPresent(shown::add);
        entries.values().stream()
                .filter(entry -> !entry.isOrder() && !setsAside(entry))
                .sorted(Entry.BY_TIME)
                .forEach(shown::add);
        return shown;
    }

    private static String currency(Entry entry) {
        return entry.accepted().getDocument().getCurrencyCode();
    }
}
