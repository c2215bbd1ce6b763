package dev.touchline.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.kit.time.ProtoTime;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.GetIntakeResponse;
import dev.touchline.order.v1.Places;
import dev.touchline.order.v1.QuarantineDecisionKind;
import dev.touchline.order.v1.QuarantinedDocument;
import dev.touchline.order.v1.ReplayMatchingRequest;
import dev.touchline.order.v1.ReplayMatchingResponse;
import dev.touchline.order.v1.Sale;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;
import dev.touchline.type.v1.SalesChannel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves the quarantine, or goes there by a decision, is paired and parted like everything else. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PairedDecisionTest extends QuarantineServiceTest {

    private static final List<QuarantineDecisionKind> KINDS = List.of(KEEP, TAKE, DISCARD, REOPEN);

    @Inject
    MovableClock clock;

    private final String till = Documents.number();
    private final String payment = "pay-" + till;

    @Test
    void takenContentOfAnotherAmount_partsTwins_andTakingTheOldOneUnitesThemAgain() {
        ingest(receipt(0), online(0));
        GetIntakeResponse before = intake();
        ingest(online(1));

        ItemResult taken = decide(only().getQuarantineId(), TAKE);

        assertThat(taken.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        assertThat(twin().hasPairedWith()).isFalse();
        assertThat(standing().hasTwin()).isFalse();
        assertThat(intake().getPaired()).isEqualTo(before.getPaired() - 1);

        long displaced = closed().getQuarantineId();
        decide(displaced, REOPEN);
        assertThat(decide(displaced, TAKE).getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_PAIRED);
        assertThat(twin().getPairedWith().getNumber()).isEqualTo(till);
        assertThat(standing().getTwin()).isEqualTo(onlineKey());
        assertThat(intake().getPaired()).isEqualTo(before.getPaired());
        assertThat(intake().getAccepted()).isEqualTo(before.getAccepted());
    }

    @Test
    void takenContentOfTheReceipt_takesItsTwinAlong() {
        ingest(receipt(1), online(0));
        assertThat(twin().hasPairedWith()).isFalse();
        ingest(receipt(0));

        decide(quarantined(till).get(0).getQuarantineId(), TAKE);

        assertThat(twin().getPairedWith().getNumber()).isEqualTo(till);
        assertThat(standing().getTwin()).isEqualTo(onlineKey());
    }

    @Test
    void keptAndDiscardedContents_leaveThePairAlone() {
        ingest(receipt(0), online(0));
        ingest(online(1));
        ingest(online(2));

        List<QuarantinedDocument> conflicts = quarantined(number);
        decide(conflicts.get(0).getQuarantineId(), KEEP);
        decide(conflicts.get(1).getQuarantineId(), DISCARD);

        assertThat(twin().getPairedWith().getNumber()).isEqualTo(till);
        assertThat(standing().getTwin()).isEqualTo(onlineKey());
    }

    @Test
    void correctedDocument_isAnsweredPaired() {
        ingest(receipt(0), online(0).setStatedTotalMinor(1));

        ItemResult corrected = change(only().getQuarantineId(), "stated_total_minor", "");

        assertThat(corrected.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_PAIRED);
        assertThat(twin().getPairedWith().getNumber()).isEqualTo(till);
    }

    @Test
    void replayOfAFilter_tellsWhatItFoundPaired() {
        Instant early = clock.clock().instant().plus(Duration.ofHours(2));
        ingest(
                receipt(0).setOccurredAt(ProtoTime.timestamp(early)),
                online(0).setOccurredAt(ProtoTime.timestamp(early)));
        clock.putForward(Duration.ofHours(2));

        ReplayMatchingResponse replayed = await(service.replayMatching(
                ReplayMatchingRequest.newBuilder().setStore("S-" + till).build()));

        assertThat(replayed.getAccepted()).isEqualTo(1);
        assertThat(replayed.getPaired()).isEqualTo(1);
        assertThat(standing().getTwin()).isEqualTo(onlineKey());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anySequenceOfArrivalsAndDecisions_keepsTheIntakeAndThePairs(long seed) {
        Random random = new Random(seed);
        List<Long> ids = new ArrayList<>();
        for (int step = 0; step < 50; step++) {
            switch (random.nextInt(5)) {
                case 0 -> ingest(receipt(random.nextInt(3)).setVersion(random.nextInt(2)));
                case 1 -> ingest(online(random.nextInt(3)).setVersion(random.nextInt(2)));
                case 2 ->
                    ingest(Documents.refund("r" + till, till).setLines(0, Documents.line(1, 1 + random.nextInt(2))));
                default -> {
                    List.of(till, number, "r" + till)
                            .forEach(each -> quarantined(each).forEach(row -> ids.add(row.getQuarantineId())));
                    if (!ids.isEmpty()) {
                        decide(ids.get(random.nextInt(ids.size())), KINDS.get(random.nextInt(KINDS.size())));
                    }
                }
            }
            if (step % 5 == 0) { // they look at all sales of the database
                assertInvariantsHold();
            }
        }
    }

    private Document.Builder receipt(int content) {
        return content(Documents.order(till), content);
    }

    private Document.Builder online(int content) {
        return content(
                Documents.order(number).setKey(onlineKey()).setSalesChannel(SalesChannel.SALES_CHANNEL_MINI_PROGRAM),
                content);
    }

    private Document.Builder content(Document.Builder order, int content) {
        return order.setPlaces(Places.newBuilder().setStore("S-" + till))
                .setPaymentNumber(payment)
                .setLines(0, Documents.line(1, 1_000 + content));
    }

    private DocumentKey onlineKey() {
        return Documents.orderKey(number).toBuilder().setSource("mini").build();
    }

    private Sale standing() {
        return sale(till).getSale();
    }

    private Sale twin() {
        return sale(onlineKey()).getSale();
    }
}
