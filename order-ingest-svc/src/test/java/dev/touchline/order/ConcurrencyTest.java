package dev.touchline.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.kittest.PostgresResource;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.GetIntakeResponse;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Several tills send the same documents at the same time, each in its own order. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ConcurrencyTest extends ServiceTest {

    private static final int SENDERS = 8;
    private static final int ORDERS = 200;

    // Seen to fail when SaleStore.LOCK_BY_KEY did nothing on conflict instead of locking: calls failed, because keys
    // were
    // taken by others after they had been looked at, and documents began to wait for one identifier twice.
    @Test
    void sameDocumentsFromEightSenders_areEachAcceptedOnce() {
        List<Document> documents = documents();
        GetIntakeResponse before = intake();

        List<ItemResult> results = sendFromAll(documents);

        assertThat(results).hasSize(SENDERS * documents.size());
        assertThat(results)
                .filteredOn(result -> result.getOutcome() == ItemOutcome.ITEM_OUTCOME_ACCEPTED)
                .hasSize(documents.size());
        assertThat(results)
                .filteredOn(result -> result.getOutcome() != ItemOutcome.ITEM_OUTCOME_ACCEPTED)
                .allMatch(result -> result.getOutcome() == ItemOutcome.ITEM_OUTCOME_DUPLICATE);
        GetIntakeResponse after = intake();
        assertThat(after.getAccepted() - before.getAccepted()).isEqualTo(documents.size());
        assertThat(after.getDuplicates() - before.getDuplicates()).isEqualTo((SENDERS - 1L) * documents.size());
        assertInvariantsHold();
    }

    @Test
    void versionsAndConflictsFromEightSenders_leaveTheNewestStanding() {
        List<Document> documents = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String number = Documents.number();
            numbers.add(number);
            for (int version = 0; version < 4; version++) {
                documents.add(Documents.order(number)
                        .setVersion(version)
                        .setLines(0, Documents.line(1, version))
                        .build());
                documents.add(Documents.refund("r" + number, number)
                        .setVersion(version)
                        .setCurrencyCode(version % 2 == 0 ? "EUR" : "CNY")
                        .build());
            }
        }

        sendFromAll(documents);

        assertThat(deadlocks()).isZero();
        for (String number : numbers) {
            assertThat(sale(number).getSale().getOrder().getDocument().getVersion())
                    .isEqualTo(3);
            assertThat(sale(number).getSale().getRefundsList())
                    .extracting(refund -> refund.getDocument().getVersion())
                    .containsExactly(3L);
        }
        assertInvariantsHold();
    }

    private List<ItemResult> sendFromAll(List<Document> documents) {
        return await(Multi.createFrom()
                        .range(0, SENDERS)
                        .onItem()
                        .transformToMulti(sender -> send(documents, sender))
                        .merge(SENDERS)
                        .collect()
                        .asList())
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private Multi<List<ItemResult>> send(List<Document> documents, int sender) {
        Random random = new Random(sender);
        List<Document> shuffled = new ArrayList<>(documents);
        Collections.shuffle(shuffled, random);
        List<List<Document>> batches = new ArrayList<>();
        int from = 0;
        while (from < shuffled.size()) {
            int to = Math.min(shuffled.size(), from + 1 + random.nextInt(120));
            batches.add(shuffled.subList(from, to));
            from = to;
        }
        return Multi.createFrom()
                .iterable(batches)
                .onItem()
                .transformToUniAndConcatenate(
                        batch -> service.ingestDocuments(batch(batch)).map(answer -> answer.getResultsList()));
    }

    private long deadlocks() {
        return await(pool.query("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
                        .execute())
                .iterator()
                .next()
                .getLong(0);
    }

    private static List<Document> documents() {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            String number = Documents.number();
            documents.add(Documents.order(number)
                    .addIdentifiers(Documents.phone("77700000" + i % 20))
                    .build());
            documents.add(Documents.refund(Documents.number(), number).build());
            documents.add(Documents.refund(Documents.number(), number).build());
        }
        return documents;
    }
}
