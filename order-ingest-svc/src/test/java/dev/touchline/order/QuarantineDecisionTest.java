package dev.touchline.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.kittest.PostgresResource;
import dev.touchline.order.v1.DecideQuarantineRequest;
import dev.touchline.order.v1.ExplainQuarantineResponse;
import dev.touchline.order.v1.GetIntakeResponse;
import dev.touchline.order.v1.QuarantineDecision;
import dev.touchline.order.v1.QuarantineDecisionKind;
import dev.touchline.order.v1.QuarantineState;
import dev.touchline.order.v1.QuarantinedDocument;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people decide about documents in quarantine, and that it is recorded. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class QuarantineDecisionTest extends QuarantineServiceTest {

    @Test
    void discardedDocument_isClosedCountedAndReadable() {
        ingest(Documents.order(number).setStatedTotalMinor(1));
        GetIntakeResponse before = intake();
        long id = only().getQuarantineId();

        ItemResult first = decide(id, DISCARD);
        ItemResult again = decide(id, DISCARD);

        assertThat(first.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        assertThat(again.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_DUPLICATE);
        assertThat(quarantined(number)).isEmpty();
        assertThat(intake())
                .isEqualTo(before.toBuilder()
                        .setQuarantinedClosed(before.getQuarantinedClosed() + 1)
                        .build());
        ExplainQuarantineResponse explained = explain(id);
        assertThat(explained.getQuarantined().getState()).isEqualTo(QuarantineState.QUARANTINE_STATE_CLOSED);
        assertThat(explained.getQuarantined().getDocument().getDocument().getStatedTotalMinor())
                .isEqualTo(1);
        QuarantineDecision decision = explained.getDecisions(0);
        assertThat(explained.getDecisionsCount()).isEqualTo(1);
        assertThat(decision.getKind()).isEqualTo(DISCARD);
        assertThat(decision.getSubject()).isEqualTo("anna");
        assertThat(decision.getNote()).isEqualTo("asked the store");
        assertThat(decision.hasDecidedAt()).isTrue();
    }

    @Test
    void discardedDocumentThatIsOfferedAgain_staysClosed() {
        ingest(Documents.order(number).setStatedTotalMinor(1));
        decide(only().getQuarantineId(), DISCARD);
        GetIntakeResponse before = intake();

        ItemResult again =
                ingest(Documents.order(number).setStatedTotalMinor(1)).get(0);

        assertThat(again.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_QUARANTINED);
        assertThat(quarantined(number)).isEmpty();
        assertThat(intake().getDuplicates()).isEqualTo(before.getDuplicates() + 1);
        assertThat(intake().getQuarantined()).isEqualTo(before.getQuarantined());
    }

    @Test
    void discardedDocument_isCorrectedOnlyAfterItIsReopened() {
        ingest(Documents.order(number).setStatedTotalMinor(1));
        long id = only().getQuarantineId();
        decide(id, DISCARD);
        ItemResult refused = correct(WHOLE, id, Documents.order(number));
        decide(id, REOPEN);

        ItemResult corrected = correct(WHOLE, id, Documents.order(number));

        assertThat(refused.getReason()).isEqualTo(ErrorReason.ERROR_REASON_ALREADY_DECIDED);
        assertThat(corrected.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        ExplainQuarantineResponse explained = explain(id);
        assertThat(explained.getQuarantined().getState()).isEqualTo(QuarantineState.QUARANTINE_STATE_LEFT);
        assertThat(explained.getDecisionsList())
                .extracting(QuarantineDecision::getKind)
                .containsExactly(DISCARD, REOPEN, QuarantineDecisionKind.QUARANTINE_DECISION_KIND_CORRECT);
        assertThat(explained.getDecisions(2).getCorrected().getDocument().getLinesCount())
                .isEqualTo(2);
        assertThat(explained.getDecisions(2).getNote()).isEqualTo("typing error");
    }

    @Test
    void keptContent_goesOnStanding() {
        long id = conflict();

        ItemResult kept = decide(id, KEEP);

        assertThat(kept.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        assertThat(quarantined(number)).isEmpty();
        assertThat(sale(number).getSale().getOrder().getDocument().getLinesCount())
                .isEqualTo(2);
        assertThat(explain(id).getDecisions(0).getKind()).isEqualTo(KEEP);
    }

    @Test
    void takenContent_standsAndTheOtherIsKeptClosed() {
        long id = conflict();
        GetIntakeResponse before = intake();

        ItemResult taken = decide(id, TAKE);
        ItemResult again = decide(id, TAKE);

        assertThat(taken.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        assertThat(again.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_DUPLICATE);
        assertThat(sale(number).getSale().getOrder().getDocument().getLinesCount())
                .isEqualTo(3);
        assertThat(sale(number).getSale().getOrder().getDocument().getVersion()).isZero();
        // The two have changed places.
        assertThat(intake())
                .isEqualTo(before.toBuilder()
                        .setQuarantinedClosed(before.getQuarantinedClosed() + 1)
                        .build());
        QuarantinedDocument displaced = closed();
        assertThat(displaced.getDocument().getDocument().getLinesCount()).isEqualTo(2);
        assertThat(explain(id).getDecisions(0).getKind()).isEqualTo(TAKE);
        assertThat(explain(id).getDecisions(0).getDisplaced()).isEqualTo(displaced.getDocument());
        // The ledgers follow the sale's events.
        assertThat(events(number))
                .extracting(event -> event.getSale().getOrder().getDocument().getLinesCount())
                .containsExactly(2, 3);
        QuarantineDecision ofDisplaced = explain(displaced.getQuarantineId()).getDecisions(0);
        assertThat(ofDisplaced.getKind()).isEqualTo(KEEP);
        assertThat(ofDisplaced.getSubject()).isEqualTo("anna");
    }

    @Test
    void contentThatADecisionPutAside_isNotTakenAgainByItself() {
        decide(conflict(), TAKE);

        ItemResult old = ingest(Documents.order(number)).get(0);
        ItemResult standing =
                ingest(Documents.order(number).addLines(Documents.line(3, 1))).get(0);

        assertThat(old.getReason()).isEqualTo(ErrorReason.ERROR_REASON_CONFLICTING_DUPLICATE);
        assertThat(standing.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_DUPLICATE);
        assertThat(quarantined(number)).isEmpty();
        assertThat(sale(number).getSale().getOrder().getDocument().getLinesCount())
                .isEqualTo(3);
    }

    @Test
    void takenContent_isReversedByTakingTheOther() {
        decide(conflict(), TAKE);

        long other = closed().getQuarantineId();
        decide(other, REOPEN);

        ItemResult back = decide(other, TAKE);

        assertThat(back.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        assertThat(sale(number).getSale().getOrder().getDocument().getLinesCount())
                .isEqualTo(2);
        assertThat(closed().getDocument().getDocument().getLinesCount()).isEqualTo(3);
    }

    @Test
    void ofSeveralContents_oneIsTakenAtATime() {
        ingest(
                Documents.order(number),
                Documents.order(number).addLines(Documents.line(3, 1)),
                Documents.order(number).addLines(Documents.line(4, 1)));
        List<QuarantinedDocument> contents = quarantined(number);
        List<Long> ids =
                contents.stream().map(QuarantinedDocument::getQuarantineId).toList();

        List<ItemResult> results = decide(WHOLE, ids, TAKE);

        assertThat(results)
                .extracting(ItemResult::getOutcome)
                .containsExactly(ItemOutcome.ITEM_OUTCOME_ACCEPTED, ItemOutcome.ITEM_OUTCOME_REJECTED);
        assertThat(quarantined(number)).hasSize(1);
        // Which of two contents of one batch is first is their fingerprints' business.
        assertThat(sale(number).getSale().getOrder().getDocument().getLines(2))
                .isEqualTo(contents.get(0).getDocument().getDocument().getLines(2));
    }

    @Test
    void whoDecidesSecondInAnotherWay_isToldWhoWasFirst() {
        long id = conflict();
        decide(id, KEEP);

        ItemResult second = decide(BERT, List.of(id), TAKE).get(0);
        ItemResult third = decide(BERT, List.of(id), DISCARD).get(0);

        for (ItemResult told : List.of(second, third)) {
            assertThat(told.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_REJECTED);
            assertThat(told.getReason()).isEqualTo(ErrorReason.ERROR_REASON_ALREADY_DECIDED);
            assertThat(told.getMessage()).contains("KEEP by anna");
            assertThat(told.getMetadataMap()).containsEntry("subject", "anna");
        }
        assertThat(explain(id).getDecisionsList()).hasSize(1);
        assertThat(sale(number).getVersion()).isEqualTo(1);
    }

    @Test
    void decisionThatComesAgain_isRecognisedByItsKeyWhateverWasDecidedSince() {
        long id = conflict();
        decide(WHOLE, List.of(id), KEEP, "first");
        decide(id, REOPEN);

        ItemResult again = decide(WHOLE, List.of(id), KEEP, "first").get(0);

        assertThat(again.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_DUPLICATE);
        assertThat(quarantined(number)).hasSize(1);
    }

    @Test
    void takingWhatANewerVersionReplaced_isNoTaking() {
        long id = conflict();
        ingest(Documents.order(number).setVersion(1));

        ItemResult late = decide(id, TAKE);

        assertThat(late.getReason()).isEqualTo(ErrorReason.ERROR_REASON_VERSION_SUPERSEDED);
        assertThat(sale(number).getSale().getOrder().getDocument().getVersion()).isEqualTo(1);
        assertThat(explain(id).getDecisions(0).getKind())
                .isEqualTo(QuarantineDecisionKind.QUARANTINE_DECISION_KIND_OFFER_AGAIN);
    }

    @Test
    void takenRefund_movesTheSale() {
        String refund = "r" + number;
        ingest(Documents.order(number), Documents.refund(refund, number));
        ingest(Documents.refund(refund, number).setLines(0, Documents.line(1, 3_000)));
        long id = quarantined(refund).get(0).getQuarantineId();

        decide(id, TAKE);

        assertThat(sale(number).getVersion()).isEqualTo(2);
        assertThat(sale(number)
                        .getSale()
                        .getRefunds(0)
                        .getDocument()
                        .getLines(0)
                        .getAmountMinor())
                .isEqualTo(3_000);
    }

    @Test
    void newerVersion_replacesWhatWasDecided() {
        decide(conflict(), TAKE);

        assertThat(outcome(Documents.order(number).setVersion(1))).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
    }

    @Test
    void choiceBetweenContents_isOfConflictsOnly() {
        ingest(Documents.order(number).setStatedTotalMinor(1));
        long id = only().getQuarantineId();

        for (QuarantineDecisionKind kind : List.of(KEEP, TAKE)) {
            ItemResult result = decide(id, kind);
            assertThat(result.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_REJECTED);
            assertThat(result.getMessage()).contains("TOTAL_MISMATCH");
        }
        assertThat(explain(id).getDecisionsList()).isEmpty();
        assertThat(quarantined(number)).hasSize(1);
    }

    @Test
    void decisionWithoutNoteOrKind_isRefused() {
        assertRefused("note", DecideQuarantineRequest.newBuilder().setDecision(DISCARD));
        assertRefused(
                "note",
                DecideQuarantineRequest.newBuilder().setDecision(DISCARD).setNote(" "));
        assertRefused(
                "decision", DecideQuarantineRequest.newBuilder().setNote("why").setDecisionKey("k"));
        assertRefused(
                "decision_key",
                DecideQuarantineRequest.newBuilder().setDecision(DISCARD).setNote("why"));
        assertRefused(
                "decision",
                DecideQuarantineRequest.newBuilder()
                        .setDecision(QuarantineDecisionKind.QUARANTINE_DECISION_KIND_CORRECT)
                        .setDecisionKey("k")
                        .setNote("why"));
    }

    @Test
    void replayThatChangesNothing_isNoDecision() {
        ingest(Documents.order(number).setStatedTotalMinor(1));
        long id = only().getQuarantineId();

        correct(WHOLE, id, Documents.order(number).setStatedTotalMinor(2));

        assertThat(explain(id).getDecisionsList()).isEmpty();
    }
}
