package dev.touchline.order.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.kit.time.ProtoTime;
import dev.touchline.order.Documents;
import dev.touchline.order.document.Buyer;
import dev.touchline.order.document.Offer;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Sale;
import dev.touchline.type.v1.DocumentKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the order in which documents come, and however they are cut into batches, the same sales come out. */
class BooksTest {

    @Property(tries = 300)
    void permutationAndDuplication_giveTheSameSales(
            @ForAll("documents") List<Document> documents, @ForAll Random random) {
        List<Document> distinct = oneContentForEachVersion(documents);
        List<Document> mixed = new ArrayList<>(distinct);
        mixed.addAll(distinct.subList(0, distinct.size() / 2));
        Collections.shuffle(mixed, random);

        Map<String, Sale> sales = salesOf(mixed, random);
        assertThat(sales).isEqualTo(salesOf(distinct, random));
        assertThat(sales.values()).allMatch(sale -> currencies(sale).count() == 1);
    }

    @Provide
    Arbitrary<List<Document>> documents() {
        Arbitrary<Integer> few = Arbitraries.integers().between(0, 2);
        Arbitrary<String> currency = Arbitraries.of("CNY", "CNY", "EUR");
        Arbitrary<Document> orders = Combinators.combine(few, few, currency)
                .as((order, version, code) -> Documents.order("o" + order)
                        .setVersion(version)
                        .setCurrencyCode(code)
                        .build());
        Arbitrary<Document> refunds = Combinators.combine(few, few, few, few, currency)
                .as((refund, order, version, second, code) -> Documents.refund("r" + refund, "o" + order)
                        .setVersion(version)
                        .setOccurredAt(ProtoTime.timestamp(Documents.NOON.plusSeconds(second)))
                        .setCurrencyCode(code)
                        .build());
        return Arbitraries.oneOf(orders, refunds).list().ofMaxSize(20);
    }

    // Which of two contents of one version stands is a decision of its own, not a function of the set.
    private static List<Document> oneContentForEachVersion(List<Document> documents) {
        Map<String, Document> distinct = new TreeMap<>();
        documents.forEach(document ->
                distinct.putIfAbsent(document.getKey().getNumber() + "/" + document.getVersion(), document));
        return new ArrayList<>(distinct.values());
    }

    /** Feeds documents in random batches, as the stores would keep them in between. */
    private static Map<String, Sale> salesOf(List<Document> documents, Random random) {
        Map<DocumentKey, List<Entry>> stored = new HashMap<>();
        int from = 0;
        while (from < documents.size()) {
            int to = Math.min(documents.size(), from + 1 + random.nextInt(6));
            ingest(stored, documents.subList(from, to));
            from = to;
        }
        Map<String, Sale> sales = new TreeMap<>();
        stored.forEach((key, entries) -> {
            Sale sale = new SaleBook(1, key, 1, 0, entries).sale();
            if (sale.hasOrder() || sale.getRefundsCount() > 0) {
                sales.put(key.getNumber(), sale);
            }
        });
        return sales;
    }

    private static Stream<String> currencies(Sale sale) {
        return Stream.concat(
                        Stream.of(sale.getOrder()).filter(order -> sale.hasOrder()), sale.getRefundsList().stream())
                .map(each -> each.getDocument().getCurrencyCode())
                .distinct();
    }

    private static void ingest(Map<DocumentKey, List<Entry>> stored, List<Document> batch) {
        List<Offer> offers = new ArrayList<>();
        for (Document document : batch) {
            offers.add(Offer.of(
                    offers.size(),
                    AcceptedDocument.newBuilder().setDocument(document).build()));
        }
        offers.forEach(offer -> stored.putIfAbsent(offer.saleKey(), List.of()));
        List<SaleBook> sales = stored.entrySet().stream()
                .map(sale -> new SaleBook(1, sale.getKey(), 1, 0, sale.getValue()))
                .toList();
        Books books = new Books(sales);
        offers.forEach(offer -> books.take(offer, Buyer.of(offer.accepted(), Map.of()), 1));
        sales.forEach(sale -> stored.put(
                sale.key(),
                sale.entries().stream().map(entry -> kept(sale, entry)).toList()));
    }

    private static Entry kept(SaleBook sale, Entry entry) {
        return new Entry(
                entry.documentId(),
                entry.accepted(),
                entry.member(),
                entry.memberRank(),
                List.of(),
                entry.earlierAccepted(),
                sale.setsAside(entry),
                false,
                Entry.State.STORED);
    }
}
