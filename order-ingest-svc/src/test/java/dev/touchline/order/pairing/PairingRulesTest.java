package dev.touchline.order.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.kittest.PostgresResource;
import dev.touchline.order.Documents;
import dev.touchline.order.Purchase;
import dev.touchline.order.sale.Mark;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.ItemOutcome;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Rules that change, and processes with different ones beside each other. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PairingRulesTest extends PairingServiceTest {

    private static final PairingConfig OFF = new FixedRules(false, Duration.ofHours(24));
    private static final PairingConfig NO_REFUND_TWICE = new FixedRules(true, Duration.ofMinutes(1));

    private final Purchase purchase = Purchase.next();
    private final DocumentKey till = Documents.orderKey(purchase.till());

    @Test
    void pairingSwitchedOff_partsAllPairs_andSwitchedOnMakesThemAgain() {
        ingest(purchase.receipt(), purchase.online());
        assertThat(told(till).getTwin()).isEqualTo(purchase.miniKey());

        workBy(process(OFF));
        assertThat(standing(purchase).hasTwin()).isFalse();
        assertThat(told(purchase.miniKey()).hasPairedWith()).isFalse();
        assertThat(intake().getPaired()).isZero();
        assertInvariantsHold();

        await(new RulesInForce(clock, config).assertOwn(pool, true));
        awaitSettled();
        assertThat(told(till).getTwin()).isEqualTo(purchase.miniKey());
        assertThat(told(purchase.miniKey()).getPairedWith()).isEqualTo(till);
    }

    // Seen to fail when Settlement.couple told nobody of a sale that was only recounted.
    @Test
    void otherRulesForRefunds_areToldThoughNobodyChanged() {
        ingest(purchase.receipt(), purchase.online());
        ingest(Documents.refund(Documents.number(), purchase.till()));
        ingest(purchase.refundOfOnline(Documents.number()));
        assertThat(told(till).getRefundsList()).hasSize(1);

        workBy(process(NO_REFUND_TWICE));

        assertThat(told(till).getRefundsList()).hasSize(2);
    }

    // Seen to fail when DueSales took marks whatever rules were in force.
    @Test
    void processWithOtherRulesThanThoseInForce_pairsNobody() {
        Other other = process(NO_REFUND_TWICE);
        await(other.rules().assertOwn(pool, true));

        assertThat(outcome(purchase.receipt())).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        assertThat(outcome(purchase.online())).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        Long[] sales = {id(till), id(purchase.miniKey())};
        List<Mark> marks = marksOf(sales);
        assertThat(marks).hasSize(2);
        await(pairer.pairOrFail(marks));
        assertThat(marksOf(sales)).isEqualTo(marks);
        assertThat(standing(purchase).hasTwin()).isFalse();

        workBy(other);
        assertThat(told(till).getTwin()).isEqualTo(purchase.miniKey());
    }

    // Seen to fail when RulesInForce.CHANGE did nothing but at the start.
    @Test
    void rulesByWhichNobodyGoesAnyMore_areReplaced() {
        await(process(OFF).rules().assertOwn(pool, true));
        ingest(purchase.receipt(), purchase.online());
        assertThat(standing(purchase).hasTwin()).isFalse();

        await(pool.query("UPDATE pairing_due SET since = since - interval '11 minutes'")
                .execute());

        Awaitility.await().atMost(PATIENCE).until(() -> standing(purchase).hasTwin());
    }

    @Test
    void changedRules_markEveryCandidateAPartAtATime() {
        ingest(purchase.receipt(), purchase.online());
        RulesInForce others = process(OFF).rules();
        await(others.assertOwn(pool, true));
        long candidates = count("SELECT count(*) FROM candidate");

        int parts = 0;
        while (await(others.markNext(pool, 100))) {
            parts++;
        }

        assertThat(parts).isEqualTo((int) (candidates + 99) / 100 + 1);
        assertThat(count("SELECT count(*) FROM candidate JOIN pairing_due USING (sale_id)"))
                .isEqualTo(candidates);
    }

    /** Lets a process start and do everything there is to do. */
    private void workBy(Other process) {
        Awaitility.await().atMost(PATIENCE).until(() -> !await(process.loop().round())
                .isZero());
    }

    private List<Mark> marksOf(Long... sales) {
        return Mark.of(await(pool.preparedQuery(
                        "SELECT sale_id, stamp, changed FROM pairing_due WHERE sale_id = ANY($1) ORDER BY sale_id")
                .execute(Tuple.tuple().addArrayOfLong(sales))));
    }
}
