package dev.touchline.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.kit.time.ProtoTime;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.GetIntakeResponse;
import dev.touchline.order.v1.Sale;
import dev.touchline.type.v1.DocumentType;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Refunds and their orders, whichever comes first. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RefundTest extends ServiceTest {

    private final String order = Documents.number();
    private final String refund = Documents.number();

    @AfterEach
    void invariantsHold() {
        assertInvariantsHold();
    }

    @Test
    void refundBeforeItsOrder_waitsInTheSale() {
        ingest(Documents.refund(refund, order));

        Sale waiting = sale(order).getSale();
        assertThat(waiting.hasOrder()).isFalse();
        assertThat(waiting.getRefundsCount()).isEqualTo(1);

        ingest(Documents.order(order));

        Sale whole = sale(order).getSale();
        assertThat(whole.hasOrder()).isTrue();
        assertThat(whole.getRefundsCount()).isEqualTo(1);
        assertThat(whole.getSaleId()).isEqualTo(waiting.getSaleId());
        assertThat(events(order)).hasSize(2);
    }

    @Test
    void orderAndRefundsInOneBatch_areOneEvent() {
        String later = Documents.number();

        ingest(
                Documents.refund(later, order)
                        .setOccurredAt(Documents.order(order).getOccurredAt().toBuilder()
                                .setSeconds(Documents.NOON.getEpochSecond() + 9_000)),
                Documents.order(order),
                Documents.refund(refund, order));

        assertThat(events(order)).hasSize(1);
        assertThat(sale(order).getSale().getRefundsList())
                .extracting(each -> each.getDocument().getKey().getNumber())
                .containsExactly(refund, later);
    }

    @Test
    void refundOfALineThatTheOrderDoesNotHave_isAccepted() {
        ingest(Documents.order(order));

        ItemOutcome outcome = outcome(Documents.refund(refund, order).setLines(0, Documents.line(99, 100)));

        assertThat(outcome).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
    }

    @Test
    void refundWithoutOrder_isASaleOfItsOwn() {
        ingest(Documents.refundWithoutOrder(refund));

        Sale sale = sale(Documents.key(DocumentType.DOCUMENT_TYPE_REFUND_WITHOUT_ORDER, refund))
                .getSale();
        assertThat(sale.hasOrder()).isFalse();
        assertThat(sale.getRefundsCount()).isEqualTo(1);
    }

    @Test
    void refundInAnotherCurrencyAfterItsOrder_isSetAside() {
        ingest(Documents.order(order));

        ItemResult result = ingest(euros()).get(0);

        assertThat(result.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_QUARANTINED);
        assertThat(result.getReason()).isEqualTo(ErrorReason.ERROR_REASON_CURRENCY_MISMATCH);
        assertSetAside();
        assertThat(events(order)).hasSize(1);
        assertThat(ingest(euros()).get(0).getReason()).isEqualTo(ErrorReason.ERROR_REASON_CURRENCY_MISMATCH);
        assertThat(quarantined(refund)).hasSize(1);
    }

    @Test
    void refundInAnotherCurrencyBeforeItsOrder_isSetAsideWhenTheOrderComes() {
        GetIntakeResponse before = intake();
        assertThat(outcome(euros())).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);

        ingest(Documents.order(order));

        assertSetAside();
        assertThat(intake().getAccepted()).isEqualTo(before.getAccepted() + 1);
        assertThat(intake().getQuarantined()).isEqualTo(before.getQuarantined() + 1);
    }

    @Test
    void waitingRefundsInTwoCurrencies_showTheEarliestUntilTheOrderDecides() {
        String earlier = Documents.number();
        ingest(euros());
        ingest(Documents.refund(earlier, order).setOccurredAt(ProtoTime.timestamp(Documents.NOON)));

        assertThat(shown()).containsExactly(earlier);
        assertThat(quarantined(refund)).hasSize(1);
        assertInvariantsHold();

        ingest(Documents.order(order).setCurrencyCode("EUR"));

        assertThat(shown()).containsExactly(refund);
        assertThat(quarantined(refund)).isEmpty();
        assertThat(quarantined(earlier)).hasSize(1);
    }

    @Test
    void waitingRefundOfTheSameMomentInAnotherCurrency_isSetAsideByKey() {
        String second = Documents.number();
        GetIntakeResponse before = intake();

        ItemResult result = ingest(Documents.refund(second, order), euros()).get(0);

        assertThat(result.getReason()).isEqualTo(ErrorReason.ERROR_REASON_CURRENCY_MISMATCH);
        assertThat(shown()).containsExactly(refund);
        assertThat(quarantined(second)).hasSize(1);
        assertThat(intake().getAccepted()).isEqualTo(before.getAccepted() + 1);
    }

    @Test
    void waitingRefundSetAside_comesBackWhenTheEarliestNamesAnotherOrder() {
        String later = Documents.number();
        ingest(euros(), Documents.refund(later, order));
        assertThat(shown()).containsExactly(refund);

        ingest(euros().setRefundOf(Documents.orderKey(Documents.number())).setVersion(1));

        assertThat(shown()).containsExactly(later);
        assertThat(quarantined(later)).isEmpty();
    }

    @Test
    void refundSetAside_comesBackWhenTheOrderIsCorrected() {
        ingest(euros(), Documents.order(order));
        assertSetAside();

        ingest(Documents.order(order).setVersion(1).setCurrencyCode("EUR"));

        assertThat(sale(order).getSale().getRefundsCount()).isEqualTo(1);
        assertThat(quarantined(refund)).isEmpty();
    }

    @Test
    void refundSetAside_isReplacedByANewerVersion() {
        ingest(Documents.order(order), euros());

        ItemOutcome outcome = outcome(Documents.refund(refund, order).setVersion(1));

        assertThat(outcome).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        assertThat(sale(order).getSale().getRefundsCount()).isEqualTo(1);
        assertThat(quarantined(refund)).isEmpty();
    }

    @Test
    void newerVersionOfARefund_mayNameAnotherOrder() {
        String other = Documents.number();
        ingest(Documents.order(order), Documents.order(other), Documents.refund(refund, order));

        ingest(Documents.refund(refund, other).setVersion(1));

        assertThat(sale(order).getSale().getRefundsCount()).isZero();
        assertThat(sale(other).getSale().getRefundsList())
                .extracting(AcceptedDocument::getDocument)
                .extracting(Document::getVersion)
                .isEqualTo(List.of(1L));
        assertThat(events(order)).hasSize(2);
        assertThat(events(other)).hasSize(2);
    }

    @Test
    void conflictingRefundOfAnOrderThatNobodyKnows_leavesNoSaleBehind() {
        ingest(Documents.refund(refund, order));

        ItemResult result = ingest(Documents.refund(refund, Documents.number())).get(0);

        assertThat(result.getReason()).isEqualTo(ErrorReason.ERROR_REASON_CONFLICTING_DUPLICATE);
    }

    @Test
    void saleWithAThousandDocuments_takesNoMore() {
        List<Document> refunds = new ArrayList<>();
        for (int i = 0; i < 999; i++) {
            refunds.add(Documents.refund(Documents.number(), order).build());
        }
        ingest(refunds.subList(0, 500));
        ingest(refunds.subList(500, 999));
        assertThat(outcome(Documents.order(order))).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);

        ItemResult result = ingest(Documents.refund(refund, order)).get(0);

        assertThat(result.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_QUARANTINED);
        assertThat(result.getReason()).isEqualTo(ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE);
        assertThat(outcome(Documents.order(order).setVersion(1))).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
    }

    private Document.Builder euros() {
        return Documents.refund(refund, order).setCurrencyCode("EUR");
    }

    private List<String> shown() {
        return sale(order).getSale().getRefundsList().stream()
                .map(each -> each.getDocument().getKey().getNumber())
                .toList();
    }

    private void assertSetAside() {
        assertThat(sale(order).getSale().getRefundsCount()).isZero();
        assertThat(quarantined(refund)).hasSize(1).allSatisfy(row -> {
            assertThat(row.getReason()).isEqualTo(ErrorReason.ERROR_REASON_CURRENCY_MISMATCH);
            assertThat(row.getMessage()).isEqualTo("currency_code: EUR (expected: CNY, the sale's)");
        });
    }
}
