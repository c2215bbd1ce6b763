package dev.touchline.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchline.kit.error.GrpcErrors;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.GetIntakeResponse;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which documents are the same, newer, older or in conflict; and the limits of a batch. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RecognitionTest extends ServiceTest {

    private final String number = Documents.number();

    @AfterEach
    void invariantsHold() {
        assertInvariantsHold();
    }

    @Test
    void sameContent_isADuplicateAndChangesNothing() {
        ingest(Documents.order(number));

        List<ItemResult> again = ingest(Documents.order(number), Documents.order(number));

        assertThat(again).extracting(ItemResult::getOutcome).containsOnly(ItemOutcome.ITEM_OUTCOME_DUPLICATE);
        assertThat(sale(number).getVersion()).isEqualTo(1);
        assertThat(events(number)).hasSize(1);
    }

    @Test
    void sameDocumentTwiceInOneBatch_isAcceptedOnce() {
        List<ItemResult> results = ingest(Documents.order(number), Documents.order(number));

        assertThat(results)
                .extracting(ItemResult::getOutcome)
                .containsExactly(ItemOutcome.ITEM_OUTCOME_ACCEPTED, ItemOutcome.ITEM_OUTCOME_DUPLICATE);
        assertThat(results).extracting(ItemResult::getIndex).containsExactly(0, 1);
    }

    @Test
    void otherContentOfTheSameVersion_isAConflictInQuarantine() {
        ingest(Documents.order(number));

        ItemResult result =
                ingest(Documents.order(number).addLines(Documents.line(3, 1))).get(0);

        assertThat(result.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_QUARANTINED);
        assertThat(result.getReason()).isEqualTo(ErrorReason.ERROR_REASON_CONFLICTING_DUPLICATE);
        assertThat(sale(number).getSale().getOrder().getDocument().getLinesCount())
                .isEqualTo(2);
        assertThat(quarantined(number)).hasSize(1);
    }

    @Test
    void conflictInOneBatch_keepsTheFirst() {
        List<ItemResult> results =
                ingest(Documents.order(number), Documents.order(number).addLines(Documents.line(3, 1)));

        assertThat(results)
                .extracting(ItemResult::getOutcome)
                .containsExactly(ItemOutcome.ITEM_OUTCOME_ACCEPTED, ItemOutcome.ITEM_OUTCOME_QUARANTINED);
    }

    @Test
    void newerVersion_replaces() {
        ingest(Documents.order(number));

        ItemOutcome outcome = outcome(Documents.order(number).setVersion(1).addLines(Documents.line(3, 700)));

        assertThat(outcome).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        assertThat(sale(number).getSale().getOrder().getDocument().getLinesCount())
                .isEqualTo(3);
        assertThat(sale(number).getVersion()).isEqualTo(2);
        assertThat(events(number)).hasSize(2);
    }

    @Test
    void olderVersion_isADuplicateThatSaysSuperseded() {
        ingest(Documents.order(number).setVersion(7));

        ItemResult result = ingest(Documents.order(number).setVersion(6).addLines(Documents.line(3, 700)))
                .get(0);

        assertThat(result.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_DUPLICATE);
        assertThat(result.getReason()).isEqualTo(ErrorReason.ERROR_REASON_VERSION_SUPERSEDED);
        assertThat(sale(number).getVersion()).isEqualTo(1);
    }

    @Test
    void badDocumentOfferedAgain_isKeptAndCountedOnce() {
        Document.Builder bad = Documents.order(number).setCurrencyCode("CNX");
        ingest(bad);
        GetIntakeResponse before = intake();

        ItemResult again = ingest(bad).get(0);

        assertThat(again.getReason()).isEqualTo(ErrorReason.ERROR_REASON_CURRENCY_UNKNOWN);
        assertThat(quarantined(number)).hasSize(1);
        assertThat(intake().getQuarantined()).isEqualTo(before.getQuarantined());
        assertThat(intake().getDuplicates()).isEqualTo(before.getDuplicates() + 1);
    }

    @Test
    void batchOf500_isTaken() {
        assertThat(ingest(orders(500)))
                .hasSize(500)
                .allMatch(result -> result.getOutcome() == ItemOutcome.ITEM_OUTCOME_ACCEPTED);
    }

    @Test
    void batchOf501_isRefusedWhole() {
        GetIntakeResponse before = intake();

        assertThatThrownBy(() -> ingest(orders(501))).satisfies(refused -> assertThat(GrpcErrors.reasonOf(refused))
                .isEqualTo(ErrorReason.ERROR_REASON_BATCH_TOO_LARGE));
        assertThatThrownBy(() -> ingest(List.of())).satisfies(refused -> assertThat(GrpcErrors.reasonOf(refused))
                .isEqualTo(ErrorReason.ERROR_REASON_FIELD_REQUIRED));
        assertThat(intake()).isEqualTo(before);
    }

    @Test
    void unknownSale_isNotFound() {
        assertThatThrownBy(() -> sale("nobody")).satisfies(refused -> assertThat(GrpcErrors.reasonOf(refused))
                .isEqualTo(ErrorReason.ERROR_REASON_NOT_FOUND));
    }

    private static List<Document> orders(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Documents.order(Documents.number()).build())
                .toList();
    }
}
