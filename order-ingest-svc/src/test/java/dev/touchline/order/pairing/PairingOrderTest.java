package dev.touchline.order.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.kit.time.ProtoTime;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.order.Documents;
import dev.touchline.order.Purchase;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.DoubtfulSale;
import dev.touchline.order.v1.Places;
import dev.touchline.order.v1.Sale;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pairs and doubts are a function of the set of documents, whatever the order in which they come, and how many at once. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PairingOrderTest extends PairingServiceTest {

    private final Purchase first = Purchase.next();
    private final long member = 1_000_000 + Long.parseLong(first.till().substring(1));

    @Test
    void twinsThatComeAtOneInstant_areAlwaysPaired() {
        List<Purchase> purchases = new ArrayList<>();
        for (int wave = 0; wave < 10; wave++) {
            List<CompletableFuture<?>> running = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Purchase next = Purchase.next();
                purchases.add(next);
                running.add(send(List.of(next.receipt().build())));
                running.add(send(List.of(next.online().build())));
            }
            running.forEach(CompletableFuture::join);
        }
        awaitSettled();

        for (Purchase purchase : purchases) {
            assertThat(twin(purchase).getPairedWith().getNumber()).isEqualTo(purchase.till());
        }
        events(purchases.get(0).till());
    }

    @Test
    void threeReportsAtOneInstant_areAlwaysDoubtful() {
        List<Purchase> purchases = new ArrayList<>();
        for (int wave = 0; wave < 10; wave++) {
            List<CompletableFuture<?>> running = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Purchase next = Purchase.next();
                purchases.add(next);
                running.add(send(List.of(next.receipt().build())));
                running.add(send(List.of(next.online().build())));
                running.add(send(List.of(next.online(Documents.number()).build())));
            }
            running.forEach(CompletableFuture::join);
        }
        awaitSettled();

        assertThat(purchases).noneMatch(each -> standing(each).hasTwin());
        assertThat(purchases).allMatch(each -> doubts(each).size() == 2);
    }

    @Test
    void anyOrderAndRepetition_endsWithTheSamePairsAndDoubts() {
        List<String> ends = new ArrayList<>();
        for (int order = 0; order < 4; order++) {
            String installation = "i" + order + "-" + first.till();
            List<Document> documents = randomDocuments(installation);
            Collections.shuffle(documents, new Random(order));
            documents.addAll(List.copyOf(documents.subList(0, documents.size() / 3)));
            send(documents, new Random(order)).forEach(CompletableFuture::join);
            awaitSettled();
            ends.add(Stream.concat(pairsAmong(documents), doubtsAmong(installation))
                    .toList()
                    .toString()
                    .replace(installation, ""));
        }

        assertThat(ends.get(0)).contains("=", "DOUBT_REASON_AMOUNTS_DIFFER", "DOUBT_REASON_TOO_FAR_APART");
        assertThat(ends).allMatch(end -> end.equals(ends.get(0)));
    }

    /** Few stores, persons, amounts and payment numbers, so that everything competes; versions, and refunds of both sides. */
    private List<Document> randomDocuments(String installation) {
        Random random = new Random(42);
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String number = installation + "-" + i;
            Document.Builder order = (random.nextBoolean() ? Documents.order(number) : first.online(number))
                    .setOccurredAt(ProtoTime.timestamp(Documents.NOON.plus(Duration.ofMinutes(random.nextInt(60)))))
                    .setPlaces(Places.newBuilder().setStore(installation + random.nextInt(2)))
                    .setMemberId(member + 1 + random.nextInt(3))
                    .setPaymentNumber(random.nextInt(3) == 0 ? installation + "p" + random.nextInt(12) : "");
            for (int version = 0; version <= random.nextInt(3); version++) {
                order.setVersion(version)
                        .setLines(0, Documents.line(1, 1_000L * (1 + random.nextInt(2))))
                        .setLines(1, Documents.line(2, 500));
                documents.add(order.build());
            }
            if (random.nextInt(3) == 0) {
                Document.Builder refund = Documents.refund("r" + number, number)
                        .setLines(0, Documents.line(1, 100L * (1 + random.nextInt(2))));
                refund.setRefundOf(order.getKey())
                        .getKeyBuilder()
                        .setSource(order.getKey().getSource());
                documents.add(refund.build());
            }
        }
        return documents;
    }

    private Stream<String> pairsAmong(List<Document> documents) {
        return documents.stream()
                .filter(document -> !document.hasRefundOf())
                .map(Document::getKey)
                .distinct()
                .map(key -> sale(key).getSale())
                .filter(Sale::hasTwin)
                .map(sale -> sale.getKey().getNumber() + "=" + sale.getTwin().getNumber() + " "
                        + sale.getRefundsList().stream()
                                .map(refund -> refund.getDocument().getKey().getNumber())
                                .toList())
                .sorted();
    }

    private Stream<String> doubtsAmong(String installation) {
        return doubts().filter(doubt -> number(doubt.getTill()).startsWith(installation))
                .map(doubt -> number(doubt.getTill()) + " " + number(doubt.getOnline()) + " " + doubt.getReason())
                .sorted();
    }

    private static String number(DoubtfulSale sale) {
        return sale.getKey().getNumber();
    }

    private CompletableFuture<?> send(List<Document> documents) {
        return service.ingestDocuments(batch(documents)).subscribeAsCompletionStage();
    }

    private List<CompletableFuture<?>> send(List<Document> documents, Random random) {
        List<CompletableFuture<?>> running = new ArrayList<>();
        for (int from = 0; from < documents.size(); ) {
            int to = Math.min(documents.size(), from + 1 + random.nextInt(9));
            running.add(send(documents.subList(from, to)));
            from = to;
        }
        return running;
    }
}
