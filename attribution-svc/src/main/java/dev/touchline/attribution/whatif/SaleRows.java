package dev.touchline.attribution.whatif;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import dev.touchline.attribution.facts.FactMessages;
import dev.touchline.attribution.fold.Fold;
import dev.touchline.attribution.fold.LedgerEntry;
import dev.touchline.attribution.fold.Order;
import dev.touchline.attribution.fold.Person;
import dev.touchline.attribution.fold.Policies;
import dev.touchline.attribution.fold.Reference;
import dev.touchline.attribution.fold.Sale;
import dev.touchline.attribution.fold.SalesChannel;
import dev.touchline.attribution.fold.TradingDay;
import dev.touchline.attribution.fold.columns.Dictionaries;
import dev.touchline.attribution.fold.columns.Names;
import dev.touchline.attribution.fold.columns.Nanos;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import dev.touchline.order.v1.Places;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sales as they are read, in columns, an entry for each brand, in the order of the table. An order without refunds, which most
 * are, is read in place; of all others the fold itself says what they are worth.
 */
final class SaleRows implements BinaryCopy.Row {

    private static final int TOLD_KEY = dev.touchline.order.v1.Sale.KEY_FIELD_NUMBER;
    private static final int TOLD_ORDER = dev.touchline.order.v1.Sale.ORDER_FIELD_NUMBER;
    private static final int TOLD_REFUNDS = dev.touchline.order.v1.Sale.REFUNDS_FIELD_NUMBER;
    private static final int TOLD_PAIRED_WITH = dev.touchline.order.v1.Sale.PAIRED_WITH_FIELD_NUMBER;
    private static final int TOLD_TWIN = dev.touchline.order.v1.Sale.TWIN_FIELD_NUMBER;

    final EntryRows entries;

    /** By sale: its first entry, and its message if redemptions look at more of it than its key, else only its key. */
    int[] firstEntry;

    int[] place;
    boolean[] whole;
    int sales;
    final BytePool pool;
    final Set<Long> odd = new HashSet<>();

    private final Map<Long, Long> canonicalOf;
    private final Dictionaries names;
    private final Names storeNames;
    private final ByteNames brands;
    private final ByteNames currencies;
    private final ByteNames stores;
    private final Reference reference;
    private final Policies policies;
    private final Fold fold;
    private final Map<Long, TradingDay> tradingDays = new HashMap<>();

    // What the message at hand says.
    private long seconds;
    private int nanos;
    private int currencyId;
    private int storeId;
    private int lines;
    private int[] lineBrand = new int[8];
    private long[] linePaid = new long[8];
    private int keyFrom;
    private int keyTo;
    private boolean coupons;
    private boolean twin;

    SaleRows(
            Map<Long, Long> canonicalOf,
            Dictionaries names,
            Names storeNames,
            Reference reference,
            Policies policies,
            Budget budget,
            int expected) {
        this.canonicalOf = canonicalOf;
        this.names = names;
        this.storeNames = storeNames;
        this.brands = new ByteNames(names.brands());
        this.currencies = new ByteNames(names.currencies());
        this.stores = new ByteNames(storeNames);
        this.reference = reference;
        this.policies = policies;
        this.fold = new Fold(reference, policies);
        int room = Math.max(1024, expected + expected / 16);
        pool = new BytePool(budget);
        entries = new EntryRows(budget, room);
        firstEntry = new int[room];
        place = new int[room];
        whole = new boolean[room];
    }

    @Override
    public void take(long unit, byte[] bytes, int from, int to) {
        Wire wire = new Wire(bytes, from, to);
        boolean order = false;
        boolean refunds = false;
        lines = 0;
        seconds = 0;
        nanos = 0;
        coupons = false;
        twin = false;
        currencyId = -1;
        storeId = -1;
        for (int field = wire.next(); field != 0; field = wire.next()) {
            switch (field) {
                case TOLD_KEY -> {
                    int length = (int) wire.varint();
                    keyFrom = wire.at;
                    wire.at += length;
                    keyTo = wire.at;
                }
                case TOLD_ORDER -> {
                    order = true;
                    order(wire);
                }
                case TOLD_REFUNDS -> {
                    refunds = true;
                    wire.skip();
                }
                case TOLD_PAIRED_WITH -> {
                    return; // the second report of a sale that counts already
                }
                case TOLD_TWIN -> {
                    twin = true; // whose key names this sale, too
                    wire.skip();
                }
                default -> wire.skip();
            }
        }
        if (order || refunds) {
            long canonical = canonicalOf.isEmpty() ? unit : canonicalOf.getOrDefault(unit, unit);
            if (order && !Nanos.fits(seconds) || order && lines == 0) {
                odd.add(canonical);
            } else if (refunds) {
                slowly(canonical, bytes, from, to);
            } else {
                inPlace(canonical, bytes, from, to);
            }
        }
    }

    private void order(Wire wire) {
        int accepted = wire.enter();
        for (int field = wire.next(); field != 0; field = wire.next()) {
            if (field == AcceptedDocument.DOCUMENT_FIELD_NUMBER) {
                int document = wire.enter();
                for (int part = wire.next(); part != 0; part = wire.next()) {
                    part(wire, part);
                }
                wire.leave(document);
            } else {
                wire.skip();
            }
        }
        wire.leave(accepted);
    }

    private void part(Wire wire, int part) {
        switch (part) {
            case Document.OCCURRED_AT_FIELD_NUMBER -> {
                int outer = wire.enter();
                for (int field = wire.next(); field != 0; field = wire.next()) {
                    long value = wire.varint();
                    seconds = field == Timestamp.SECONDS_FIELD_NUMBER ? value : seconds;
                    nanos = field == Timestamp.NANOS_FIELD_NUMBER ? (int) value : nanos;
                }
                wire.leave(outer);
            }
            case Document.CURRENCY_CODE_FIELD_NUMBER -> {
                int length = (int) wire.varint();
                currencyId = currencies.idOf(wire.bytes, wire.at, wire.at + length);
                wire.at += length;
            }
            case Document.LINES_FIELD_NUMBER -> line(wire);
            case Document.PLACES_FIELD_NUMBER -> {
                int outer = wire.enter();
                for (int field = wire.next(); field != 0; field = wire.next()) {
                    if (field == Places.STORE_FIELD_NUMBER) {
                        int length = (int) wire.varint();
                        storeId = stores.idOf(wire.bytes, wire.at, wire.at + length);
                        wire.at += length;
                    } else {
                        wire.skip();
                    }
                }
                wire.leave(outer);
            }
            case Document.COUPONS_FIELD_NUMBER -> {
                coupons = true;
                wire.skip();
            }
            default -> wire.skip();
        }
    }

    private void line(Wire wire) {
        int outer = wire.enter();
        int brandId = -1;
        long paid = 0;
        for (int field = wire.next(); field != 0; field = wire.next()) {
            if (field == Line.BRAND_FIELD_NUMBER) {
                int length = (int) wire.varint();
                brandId = brands.idOf(wire.bytes, wire.at, wire.at + length);
                wire.at += length;
            } else if (field == Line.AMOUNT_MINOR_FIELD_NUMBER) {
                paid = wire.varint();
            } else {
                wire.skip();
            }
        }
        wire.leave(outer);
        brandId = brandId < 0 ? names.brands().idOf("") : brandId;
        for (int i = 0; i < lines; i++) {
            if (lineBrand[i] == brandId) {
                linePaid[i] += paid;
                return;
            }
        }
        if (lines == lineBrand.length) {
            lineBrand = Arrays.copyOf(lineBrand, lines * 2);
            linePaid = Arrays.copyOf(linePaid, lines * 2);
        }
        lineBrand[lines] = brandId;
        linePaid[lines++] = paid;
    }

    private void inPlace(long canonical, byte[] bytes, int from, int to) {
        currencyId = currencyId < 0 ? names.currency("") : currencyId;
        int number = sale(bytes, from, to);
        for (int i = 0; i < lines; i++) {
            int businessDay = businessDay(storeId, lineBrand[i]);
            long at = Nanos.of(seconds, nanos);
            entries.add(canonical, at, number, lineBrand[i], currencyId, businessDay, true, linePaid[i], 0);
        }
    }

    private int businessDay(int store, int ofBrand) {
        Instant at = Instant.ofEpochSecond(seconds, nanos);
        TradingDay known = policies.since().size() > 1 ? null : tradingDays.get((long) store << 32 | ofBrand);
        if (known == null) {
            known = reference.tradingDay(
                    store < 0 ? "" : storeNames.name(store), names.brands().name(ofBrand), policies.at(at));
            tradingDays.put((long) store << 32 | ofBrand, known);
        }
        return (int) known.of(at).toEpochDay();
    }

    /** Refunds, or refunds alone. */
    private void slowly(long canonical, byte[] bytes, int from, int to) {
        Sale told = FactMessages.sale(parse(bytes, from, to));
        if (told.refunds().stream().anyMatch(refund -> !Nanos.fits(refund.occurredAt()))) {
            odd.add(canonical);
            return;
        }
        List<LedgerEntry> folded =
                fold.ledger(Person.of(List.of(), List.of(told), List.of())).entries();
        int number = told.order() == null ? -1 : sale(bytes, from, to);
        if (number < 0) {
            number = sales(-1);
        }
        for (LedgerEntry entry : folded) {
            entries.add(
                    canonical,
                    Nanos.of(entry.paidAt()),
                    number,
                    names.brands().idOf(entry.brand()),
                    names.currency(entry.currency()),
                    (int) entry.businessDay().toEpochDay(),
                    told.order() != null,
                    entry.amounts().net(),
                    entry.amounts().unmatchedRefund());
        }
    }

    /** A new sale with an order; what tells its keys and coupons is kept. */
    private int sale(byte[] bytes, int from, int to) {
        int kept = coupons || twin ? pool.add(bytes, from, to) : pool.add(bytes, keyFrom, keyTo);
        return sales(kept);
    }

    private int sales(int kept) {
        if (sales == place.length) {
            int room = sales + sales / 2;
            place = Arrays.copyOf(place, room);
            firstEntry = Arrays.copyOf(firstEntry, room);
            whole = Arrays.copyOf(whole, room);
        }
        place[sales] = kept;
        whole[sales] = kept >= 0 && (coupons || twin);
        firstEntry[sales] = entries.size();
        return sales++;
    }

    /** A sale that has an order as far as redemptions look at it; its id is its number. */
    Sale forRedemptions(int number) {
        try {
            Wire kept = pool.read(place[number]);
            ByteString bytes = ByteString.copyFrom(kept.bytes, kept.at, kept.end - kept.at);
            dev.touchline.order.v1.Sale told = whole[number]
                    ? dev.touchline.order.v1.Sale.parseFrom(bytes)
                    : dev.touchline.order.v1.Sale.newBuilder()
                            .setKey(dev.touchline.type.v1.DocumentKey.parseFrom(bytes))
                            .build();
            long at = entries.paidAt(firstEntry[number]);
            Order order = new Order(
                    Instant.ofEpochSecond(Math.floorDiv(at, 1_000_000_000L), Math.floorMod(at, 1_000_000_000L)),
                    "",
                    SalesChannel.UNKNOWN,
                    "",
                    List.of(),
                    Set.copyOf(told.getOrder().getDocument().getCouponsList()));
            return new Sale(
                    number,
                    FactMessages.key(told.getKey()),
                    0,
                    order,
                    List.of(),
                    false,
                    told.hasTwin() ? FactMessages.key(told.getTwin()) : null);
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("A stored sale cannot be read", broken);
        }
    }

    private static dev.touchline.order.v1.Sale parse(byte[] bytes, int from, int to) {
        try {
            return dev.touchline.order.v1.Sale.parseFrom(ByteString.copyFrom(bytes, from, to - from));
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("A stored sale cannot be read", broken);
        }
    }
}
