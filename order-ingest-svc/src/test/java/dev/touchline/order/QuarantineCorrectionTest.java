package dev.touchline.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.kittest.PostgresResource;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.ExplainQuarantineResponse;
import dev.touchline.order.v1.FieldChange;
import dev.touchline.order.v1.QuarantineDecisionKind;
import dev.touchline.order.v1.Replay;
import dev.touchline.order.v1.ReplayQuarantineRequest;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Single fields of a document in quarantine are corrected; everything else, also who bought, stays as it was sent. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class QuarantineCorrectionTest extends QuarantineServiceTest {

    @Test
    void changedField_isAcceptedWithTheIdentifiersAsTheyCame() {
        ingest(Documents.order(number).setStatedTotalMinor(15_001).addIdentifiers(Documents.phone("13800000001")));
        long id = only().getQuarantineId();

        ItemResult result = change(id, "lines[2].amount_minor", "5001");

        assertThat(result.getOutcome()).as(result.getMessage()).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        ExplainQuarantineResponse explained = explain(id);
        assertThat(explained.getDecisions(0).getKind())
                .isEqualTo(QuarantineDecisionKind.QUARANTINE_DECISION_KIND_CORRECT);
        assertThat(explained.getDecisions(0).getNote()).isEqualTo("typing error");
        // The original is kept as it was.
        assertThat(explained
                        .getQuarantined()
                        .getDocument()
                        .getDocument()
                        .getLines(1)
                        .getAmountMinor())
                .isEqualTo(5_000);
        assertThat(sale(number).getSale().getOrder().getDocument().getLines(1).getAmountMinor())
                .isEqualTo(5_001);
        assertThat(sale(number).getSale().getOrder().getIdentifiersList())
                .isEqualTo(explained.getQuarantined().getDocument().getIdentifiersList())
                .hasSize(1);
    }

    @Test
    void conflict_isCorrectedByANewerVersion() {
        long id = conflict();

        assertThat(change(id, "version", "1").getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);

        assertThat(sale(number).getSale().getOrder().getDocument().getLinesCount())
                .isEqualTo(3);
        assertThat(sale(number).getVersion()).isEqualTo(2);
    }

    // Found by a random sequence: the row left, while the document went on being set aside.
    @Test
    void olderVersionOfARefundThatIsSetAside_isNoCorrection() {
        String refund = "r" + number;
        ingest(
                Documents.order(number),
                Documents.refund(refund, number).setCurrencyCode("EUR").setVersion(2));
        long id = quarantined(refund).get(0).getQuarantineId();

        ItemResult older = change(id, "version", "1", "currency_code", "CNY");
        assertThat(older.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_QUARANTINED);
        assertThat(older.getReason()).isEqualTo(ErrorReason.ERROR_REASON_VERSION_SUPERSEDED);
        assertThat(quarantined(refund)).hasSize(1);

        assertThat(change(id, "currency_code", "CNY").getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        assertThat(sale(number).getSale().getRefundsCount()).isEqualTo(1);
    }

    @Test
    void changeThatIsNotEnough_leavesTheDocumentWhereItWas() {
        ingest(Documents.order(number).setStatedTotalMinor(1));
        long id = only().getQuarantineId();

        assertThat(change(id, "stated_total_minor", "2").getReason())
                .isEqualTo(ErrorReason.ERROR_REASON_TOTAL_MISMATCH);
        assertThat(change(id, "lines[1].colour", "red").getReason())
                .isEqualTo(ErrorReason.ERROR_REASON_FIELD_MALFORMED);
        assertThat(change(id, "key.number", "other").getReason()).isEqualTo(ErrorReason.ERROR_REASON_FIELD_MALFORMED);

        assertThat(quarantined(number)).hasSize(1);
        assertThat(explain(id).getDecisionsList()).isEmpty();
    }

    @Test
    void changesBesideAWholeDocument_areRefused() {
        ingest(Documents.order(number).setStatedTotalMinor(1));
        Document.Builder whole = Documents.order(number);

        ItemResult result = await(service.replayQuarantine(ReplayQuarantineRequest.newBuilder()
                        .addReplays(Replay.newBuilder()
                                .setQuarantineId(only().getQuarantineId())
                                .setCorrected(whole)
                                .addChanges(FieldChange.newBuilder().setField("version")))
                        .build()))
                .getResults(0);

        assertThat(result.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_REJECTED);
        assertThat(result.getMessage()).contains("one of the two");
    }
}
