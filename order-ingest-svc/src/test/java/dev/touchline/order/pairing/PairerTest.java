package dev.touchline.order.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchline.kittest.PostgresResource;
import dev.touchline.order.Documents;
import dev.touchline.order.Purchase;
import dev.touchline.order.sale.Contended;
import dev.touchline.order.sale.Mark;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.DoubtReason;
import dev.touchline.order.v1.DoubtfulPair;
import dev.touchline.order.v1.Sale;
import dev.touchline.type.v1.ItemOutcome;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Marks that are looked at late, in too large a crowd, or beside one that cannot be read. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PairerTest extends PairingServiceTest {

    private final Purchase purchase = Purchase.next();
    private final Crowd crowd = new Crowd();

    /** Whoever looks at everything afterwards need not look at it as a crowd. */
    @AfterEach
    void crowdDissolves() {
        await(pool.query("UPDATE candidate SET near = false WHERE store = 'S-" + crowd.place.till() + "'")
                .execute());
    }

    // Seen to fail when Pairer.refuseOthers let everybody pass: the old circle was settled.
    @Test
    void circleThatGrewBeforeItWasLocked_isReadAgain() {
        ingest(purchase.receipt(), purchase.online());
        long till = id(Documents.orderKey(purchase.till()));
        List<Mark> marks = mark(till);
        Set<Long> before =
                await(neighbours.of(pool, List.of(till), config.rules())).sales();
        ingest(purchase.online(Documents.number()));

        assertThatThrownBy(() -> await(pool.withTransaction(tx -> pairer.settle(tx, marks, before))))
                .isInstanceOf(Contended.class);
        assertThat(await(pairer.pairOrFail(marks))).isEmpty();

        assertThat(standing(purchase).hasTwin()).isFalse();
        assertThat(doubts(purchase))
                .extracting(DoubtfulPair::getReason)
                .containsExactly(DoubtReason.DOUBT_REASON_MANY_CANDIDATES, DoubtReason.DOUBT_REASON_MANY_CANDIDATES);
    }

    // Seen to fail when Pairer.giveUp took the marks and did nothing else.
    @Test
    void pairInTooLargeACrowd_isPartedAndItsRefundIsTold() {
        ingest(crowd.receipt(purchase.till()), crowd.online(purchase.mini()));
        ingest(crowd.online(500));
        ingest(crowd.online(498));
        assertThat(standing(purchase).getTwin()).isEqualTo(purchase.miniKey());

        ingest(crowd.online(2));
        String refund = Documents.number();
        ingest(Documents.refund(refund, purchase.till()));
        awaitSettled();

        Sale told = told(Documents.orderKey(purchase.till()));
        assertThat(told.hasTwin()).isFalse();
        assertThat(told.getRefundsList())
                .extracting(each -> each.getDocument().getKey().getNumber())
                .containsExactly(refund);
        assertThat(told(purchase.miniKey()).hasPairedWith()).isFalse();
    }

    // Seen to fail when Pairer.divide gave up all marks of the batch.
    @Test
    void batchThatMeetsTooLargeACrowd_pairsTheOthersBeforeItIsAnswered() {
        ingest(crowd.receipt(Documents.number()));
        ingest(crowd.online(500));
        List<Document> batch = new ArrayList<>(crowd.online(498));
        batch.addAll(List.of(purchase.receipt().build(), purchase.online().build()));

        assertThat(ingest(batch).get(499).getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_PAIRED);
        batch = new ArrayList<>(crowd.online(400));
        Purchase next = Purchase.next();
        batch.addAll(List.of(next.receipt().build(), next.online().build()));
        assertThat(ingest(batch).get(401).getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_PAIRED);
    }

    // Seen to fail when PairingLoop.work let a failure of many marks pass on.
    @Test
    void saleThatCannotBeRead_keepsNoOtherFromBeingPaired() {
        Purchase broken = Purchase.next();
        List<Purchase> healthy =
                IntStream.range(0, 5).mapToObj(i -> Purchase.next()).toList();
        healthy.forEach(each -> ingest(each.receipt(), each.online()));
        ingest(broken.receipt(), broken.online());
        long id = id(Documents.orderKey(broken.till()));
        List<Long> marked = new ArrayList<>(List.of(id));
        healthy.forEach(each -> marked.add(id(each.miniKey())));
        change(id, "'\\x00'::bytea || body");
        try {
            markForTheLoop(marked.toArray(Long[]::new));

            Awaitility.await().atMost(PATIENCE).until(() -> count("SELECT count(*) FROM pairing_due") == 1);
            assertThat(count("SELECT sale_id FROM pairing_due")).isEqualTo(id);
        } finally {
            change(id, "substring(body FROM 2)");
        }
    }

    private void change(long saleId, String body) {
        await(pool.preparedQuery("UPDATE document SET body = " + body + " WHERE sale_id = $1")
                .execute(Tuple.of(saleId)));
    }

    /** Purchases of one person, in one store, of one amount, at one time. */
    private static final class Crowd {

        private final Purchase place = Purchase.next();
        private final long member = 5_000_000 + Long.parseLong(place.till().substring(1));

        Document.Builder receipt(String number) {
            return place.receipt()
                    .setKey(Documents.orderKey(number))
                    .clearPaymentNumber()
                    .setMemberId(member);
        }

        Document.Builder online(String number) {
            return place.online(number).clearPaymentNumber().setMemberId(member);
        }

        List<Document> online(int count) {
            return IntStream.range(0, count)
                    .mapToObj(i -> online(Documents.number()).build())
                    .toList();
        }
    }
}
