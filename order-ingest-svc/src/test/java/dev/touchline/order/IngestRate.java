package dev.touchline.order;

import dev.touchline.kittest.PostgresResource;
import dev.touchline.order.v1.Document;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Measures documents a second through the unary call on this machine; asserts nothing about it. Not run by the build:
 * {@code mvn test -pl order-ingest-svc -Dtest=IngestRate}.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class IngestRate extends ServiceTest {

    private static final int BATCH = 500;
    private static final int ORDERS = 30_000;

    @Test
    void measure() {
        load("warm-up", documents(10_000), 1);
        load("one connection", documents(ORDERS), 1);
        List<Document> four = documents(ORDERS);
        load("four at once", four, 4);
        load("four at once, all duplicates", four, 4);
        long begun = System.nanoTime();
        new SaleFeed(feed, pool).awaitEmptyInbox();
        System.out.printf("feed caught up after %.1f s%n", seconds(begun));
        assertInvariantsHold();
    }

    private void load(String name, List<Document> documents, int concurrency) {
        List<List<Document>> batches = new ArrayList<>();
        for (int from = 0; from < documents.size(); from += BATCH) {
            batches.add(documents.subList(from, Math.min(from + BATCH, documents.size())));
        }
        long begun = System.nanoTime();
        await(Multi.createFrom()
                .iterable(batches)
                .onItem()
                .transformToUni(batch -> service.ingestDocuments(batch(batch)))
                .merge(concurrency)
                .collect()
                .asList());
        double seconds = seconds(begun);
        System.out.printf(
                "%s: %d documents in %.2f s, %.0f/s%n", name, documents.size(), seconds, documents.size() / seconds);
    }

    /** Orders with one identifier and two lines; 15 % of them refunded later in the file. */
    private static List<Document> documents(int orders) {
        Random random = new Random(7);
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < orders; i++) {
            String number = Documents.number();
            documents.add(Documents.order(number)
                    .addIdentifiers(Documents.phone("138" + (10_000_000 + random.nextInt(20_000))))
                    .build());
            if (random.nextInt(100) < 15) {
                documents.add(Documents.refund(Documents.number(), number).build());
            }
        }
        return documents;
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
