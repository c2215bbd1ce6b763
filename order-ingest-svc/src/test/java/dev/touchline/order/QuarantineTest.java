package dev.touchline.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchline.kit.error.GrpcErrors;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.GetIntakeResponse;
import dev.touchline.order.v1.ListQuarantineRequest;
import dev.touchline.order.v1.QuarantinedDocument;
import dev.touchline.order.v1.Replay;
import dev.touchline.order.v1.ReplayQuarantineRequest;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is put aside with a reason, and how it comes back. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class QuarantineTest extends ServiceTest {

    private final String number = Documents.number();

    @Inject
    MovableClock clock;

    @AfterEach
    void invariantsHold() {
        assertInvariantsHold();
    }

    @Test
    void badDocuments_getTheirOwnReasonsAndNothingElseIsAffected() {
        ingest(Documents.order(number));
        GetIntakeResponse before = intake();

        List<ItemResult> results = ingest(
                Documents.order(Documents.number()),
                Documents.order(number).addLines(Documents.line(3, 1)),
                Documents.order(Documents.number()).setCurrencyCode("CNX"),
                Documents.order(Documents.number()).setStatedTotalMinor(1),
                Documents.order(Documents.number()).setLines(0, Documents.line(1, -5)),
                Documents.order(Documents.number())
                        .setOccurredAt(
                                ProtoTime.timestamp(clock.clock().instant().plus(Duration.ofHours(1)))),
                Documents.order(Documents.number()).addLines(Documents.line(2, 1)),
                Documents.order(Documents.number()).addIdentifiers(Documents.phone("12")),
                Documents.refund(Documents.number(), number).setCurrencyCode("EUR"),
                Documents.refund(Documents.number(), number).clearRefundOf(),
                Documents.order(""),
                Documents.order(Documents.number()));

        assertThat(results)
                .extracting(ItemResult::getReason)
                .containsExactly(
                        ErrorReason.ERROR_REASON_UNSPECIFIED,
                        ErrorReason.ERROR_REASON_CONFLICTING_DUPLICATE,
                        ErrorReason.ERROR_REASON_CURRENCY_UNKNOWN,
                        ErrorReason.ERROR_REASON_TOTAL_MISMATCH,
                        ErrorReason.ERROR_REASON_AMOUNT_NEGATIVE,
                        ErrorReason.ERROR_REASON_TIME_IN_FUTURE,
                        ErrorReason.ERROR_REASON_DUPLICATE_LINE,
                        ErrorReason.ERROR_REASON_FIELD_MALFORMED,
                        ErrorReason.ERROR_REASON_CURRENCY_MISMATCH,
                        ErrorReason.ERROR_REASON_FIELD_REQUIRED,
                        ErrorReason.ERROR_REASON_FIELD_REQUIRED,
                        ErrorReason.ERROR_REASON_UNSPECIFIED);
        assertThat(results.get(10).getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_REJECTED);
        GetIntakeResponse after = intake();
        assertThat(after.getOffered() - before.getOffered()).isEqualTo(11);
        assertThat(after.getAccepted() - before.getAccepted()).isEqualTo(2);
        assertThat(after.getQuarantined() - before.getQuarantined()).isEqualTo(9);
    }

    @Test
    void quarantine_isListedPageByPageAndByReason() {
        for (int i = 0; i < 5; i++) {
            ingest(Documents.order(Documents.number()).setStatedTotalMinor(i));
        }
        List<Long> ids = new ArrayList<>();
        String token = "";
        do {
            var page = await(service.listQuarantine(ListQuarantineRequest.newBuilder()
                    .setPageSize(2)
                    .setPageToken(token)
                    .setReason(ErrorReason.ERROR_REASON_TOTAL_MISMATCH)
                    .build()));
            assertThat(page.getDocumentsList())
                    .hasSizeLessThanOrEqualTo(2)
                    .allMatch(row -> row.getReason() == ErrorReason.ERROR_REASON_TOTAL_MISMATCH);
            page.getDocumentsList().forEach(row -> ids.add(row.getQuarantineId()));
            token = page.getNextPageToken();
        } while (!token.isEmpty());

        assertThat(ids).isSorted().doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void pageSize_isBounded() {
        assertThatThrownBy(() -> await(service.listQuarantine(
                        ListQuarantineRequest.newBuilder().setPageSize(1001).build())))
                .satisfies(refused -> assertThat(GrpcErrors.reasonOf(refused))
                        .isEqualTo(ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE));
    }

    @Test
    void quarantinedDocument_holdsNoPersonalData() {
        ingest(Documents.order(number).setStatedTotalMinor(1).addIdentifiers(Documents.phone("13800000099")));

        QuarantinedDocument row = only();

        assertThat(row.getDocument().getDocument().getIdentifiersList()).isEmpty();
        assertThat(row.toString()).doesNotContain("13800000099");
        assertThat(row.getDocument().getIdentifiersCount()).isEqualTo(1);
    }

    @Test
    void replayAsItIs_staysWhileTheFaultStands() {
        ingest(Documents.order(number).addIdentifiers(Documents.phone("1")));

        ItemResult result = replay(null);

        assertThat(result.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_QUARANTINED);
        assertThat(result.getReason()).isEqualTo(ErrorReason.ERROR_REASON_FIELD_MALFORMED);
        assertThat(quarantined(number)).hasSize(1);
    }

    @Test
    void replayAsItIs_leavesOnceTheClockHasCaughtUp() {
        ingest(Documents.order(number)
                .setOccurredAt(ProtoTime.timestamp(clock.clock().instant().plus(Duration.ofMinutes(6)))));
        clock.putForward(Duration.ofMinutes(2));

        ItemResult result = replay(null);

        assertThat(result.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        assertThat(quarantined(number)).isEmpty();
        assertThat(sale(number).getVersion()).isEqualTo(1);
    }

    @Test
    void correctedDocument_isAcceptedAndLeavesTheQuarantineOnce() {
        ingest(Documents.order(number).setStatedTotalMinor(1));
        GetIntakeResponse before = intake();
        long id = only().getQuarantineId();

        ItemResult first = replay(id, Documents.order(number));
        ItemResult again = replay(id, Documents.order(number));

        assertThat(first.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        assertThat(again.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_DUPLICATE);
        assertThat(intake())
                .isEqualTo(before.toBuilder()
                        .setAccepted(before.getAccepted() + 1)
                        .setQuarantined(before.getQuarantined() - 1)
                        .setSalesWithoutMember(before.getSalesWithoutMember() + 1)
                        .build());
    }

    @Test
    void correctionThatIsKnownAlready_leavesAsADuplicate() {
        ingest(Documents.order(number), Documents.order(number).addLines(Documents.line(3, 1)));

        ItemResult result = replay(Documents.order(number));

        assertThat(result.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_DUPLICATE);
        assertThat(quarantined(number)).isEmpty();
    }

    @Test
    void refundSetAside_isCorrectedInPlace() {
        String order = Documents.number();
        ingest(Documents.order(order), Documents.refund(number, order).setCurrencyCode("EUR"));

        ItemResult wrongAgain = replay(Documents.refund(number, order).setCurrencyCode("USD"));
        ItemResult right = replay(Documents.refund(number, order));

        assertThat(wrongAgain.getReason()).isEqualTo(ErrorReason.ERROR_REASON_CURRENCY_MISMATCH);
        assertThat(right.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        assertThat(quarantined(number)).isEmpty();
        assertThat(sale(order).getSale().getRefundsCount()).isEqualTo(1);
    }

    @Test
    void correctionOfAnotherDocument_isRefused() {
        ingest(Documents.order(number).setStatedTotalMinor(1));

        ItemResult result = replay(Documents.order(Documents.number()));

        assertThat(result.getReason()).isEqualTo(ErrorReason.ERROR_REASON_FIELD_MALFORMED);
        assertThat(quarantined(number)).hasSize(1);
    }

    @Test
    void replayOfNothing_isNotFound() {
        ItemResult result = replay(Long.MAX_VALUE, null);

        assertThat(result.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_REJECTED);
        assertThat(result.getReason()).isEqualTo(ErrorReason.ERROR_REASON_NOT_FOUND);
    }

    private QuarantinedDocument only() {
        assertThat(quarantined(number)).hasSize(1);
        return quarantined(number).get(0);
    }

    private ItemResult replay(Document.Builder corrected) {
        return replay(only().getQuarantineId(), corrected);
    }

    private ItemResult replay(long id, Document.Builder corrected) {
        Replay.Builder replay = Replay.newBuilder().setQuarantineId(id);
        if (corrected != null) {
            replay.setCorrected(corrected);
        }
        return await(service.replayQuarantine(
                        ReplayQuarantineRequest.newBuilder().addReplays(replay).build()))
                .getResults(0);
    }
}
