package dev.touchline.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.access.Role;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.order.v1.DecideQuarantineResponse;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.QuarantineDecision;
import dev.touchline.order.v1.QuarantineDecisionKind;
import dev.touchline.order.v1.QuarantinedDocument;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several people decide at once, documents come in any order and again: one decision stands, and the sums hold. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DecisionRaceTest extends QuarantineServiceTest {

    private static final List<QuarantineDecisionKind> KINDS = List.of(KEEP, TAKE, DISCARD);
    private static final int CONTENTS = 4;

    @Test
    void ofPeopleWhoDecideAtOnce_oneWinsAndTheOthersAreTold() {
        for (int round = 0; round < 10; round++) {
            String contested = Documents.number();
            ingest(content(contested, 0), content(contested, 1));
            long id = quarantined(contested).get(0).getQuarantineId();
            List<Uni<DecideQuarantineResponse>> asked = new ArrayList<>();
            for (int person = 0; person < 6; person++) {
                Caller caller = new Caller("person-" + person, Role.HEADQUARTERS, Set.of(), Set.of());
                asked.add(deciding(caller, List.of(id), KINDS.get(person % KINDS.size()), "of-" + person));
            }

            List<ItemResult> told = await(Uni.join().all(asked).andFailFast()).stream()
                    .map(answer -> answer.getResults(0))
                    .toList();

            List<QuarantineDecision> recorded = explain(id).getDecisionsList();
            assertThat(recorded).hasSize(1);
            int winner = Integer.parseInt(recorded.get(0).getSubject().substring("person-".length()));
            for (int person = 0; person < 6; person++) {
                ItemResult result = told.get(person);
                if (person == winner) {
                    assertThat(result.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
                } else if (person % KINDS.size() == winner % KINDS.size()) {
                    assertThat(result.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_DUPLICATE);
                } else {
                    assertThat(result.getReason()).isEqualTo(ErrorReason.ERROR_REASON_ALREADY_DECIDED);
                    assertThat(result.getMessage()).contains("by person-" + winner);
                }
            }
        }
    }

    // Whichever content came first: once it is decided which one stands, no order of arrival changes it.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void decidedContent_standsWhateverTheOrderOfArrival(long seed) {
        Random random = new Random(seed);
        String contested = Documents.number();
        List<Integer> order = shuffled(random);
        order.forEach(content -> ingest(content(contested, content)));

        stand(contested, 2);
        for (int i = 0; i < 2; i++) {
            shuffled(random).forEach(content -> ingest(content(contested, content)));
        }

        assertThat(standing(contested)).isEqualTo(2);
        assertThat(quarantined(contested)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void anySequenceOfArrivalsDecisionsAndReplays_keepsTheIntake(long seed) {
        Random random = new Random(seed);
        List<String> numbers = List.of(Documents.number(), Documents.number());
        List<Long> ids = new ArrayList<>();
        List<QuarantineDecisionKind> kinds = List.of(KEEP, TAKE, DISCARD, REOPEN);
        for (int step = 0; step < 60; step++) {
            String one = numbers.get(random.nextInt(numbers.size()));
            switch (random.nextInt(4)) {
                case 0 -> ingest(content(one, random.nextInt(CONTENTS)).setVersion(random.nextInt(2)));
                case 1 -> ingest(refund("r" + one, one, random.nextInt(CONTENTS)));
                case 2 -> {
                    ids.addAll(open(one));
                    ids.addAll(open("r" + one));
                    if (!ids.isEmpty()) {
                        decide(ids.get(random.nextInt(ids.size())), kinds.get(random.nextInt(kinds.size())));
                    }
                }
                default -> {
                    if (!ids.isEmpty()) {
                        change(ids.get(random.nextInt(ids.size())), "version", "" + random.nextInt(3));
                    }
                }
            }
            assertInvariantsHold();
        }
    }

    private void stand(String contested, int wanted) {
        for (QuarantinedDocument row : open(contested, List.of())) {
            boolean isWanted = row.getDocument().getDocument().getLines(0).getAmountMinor() == wanted + 1;
            assertThat(decide(row.getQuarantineId(), isWanted ? TAKE : KEEP).getOutcome())
                    .isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        }
    }

    private List<Long> open(String contested) {
        return quarantined(contested).stream()
                .map(QuarantinedDocument::getQuarantineId)
                .toList();
    }

    private List<QuarantinedDocument> open(String contested, List<Long> but) {
        return quarantined(contested).stream()
                .filter(row -> !but.contains(row.getQuarantineId()))
                .toList();
    }

    private long standing(String contested) {
        return sale(contested).getSale().getOrder().getDocument().getLines(0).getAmountMinor() - 1;
    }

    private static List<Integer> shuffled(Random random) {
        List<Integer> contents = new ArrayList<>();
        for (int i = 0; i < CONTENTS; i++) {
            contents.add(i);
        }
        Collections.shuffle(contents, random);
        return contents;
    }

    private static Document.Builder content(String number, int content) {
        return Documents.order(number)
                .setCurrencyCode(content == 3 ? "EUR" : "CNY")
                .setLines(0, Documents.line(1, content + 1));
    }

    private static Document.Builder refund(String number, String order, int content) {
        return Documents.refund(number, order)
                .setCurrencyCode(content % 2 == 0 ? "CNY" : "EUR")
                .setLines(0, Documents.line(1, content + 1));
    }
}
