package dev.touchline.touch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.kittest.PostgresResource;
import dev.touchline.touch.MemberFeed;
import dev.touchline.touch.TouchFixture;
import dev.touchline.touch.v1.RecordTouchesRequest;
import dev.touchline.touch.v1.RecordTouchesResponse;
import dev.touchline.touch.v1.TouchInput;
import dev.touchline.touch.v1.TouchStage;
import dev.touchline.type.v1.ItemOutcome;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many touches through gRPC: batches of 500, four in flight, two stages each, people by phone. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class ManyTouchesTest extends TouchFixture {

    private static final int TOUCHES = 40_000;
    private static final int PEOPLE = 1_000;
    private static final int BATCH = 500;
    private static final int IN_FLIGHT = 4;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Inject
    MemberFeed members;

    @Test
    void touches_inBatchesAtOnce_areAccepted_andAgainAsDuplicates() {
        for (int person = 0; person < PEOPLE; person += 2) {
            members.tell(1 + person, phone(digits(person))).await().atMost(PATIENCE);
        }

        load(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        load(ItemOutcome.ITEM_OUTCOME_DUPLICATE);

        assertInvariants();
    }

    private void load(ItemOutcome expected) {
        List<RecordTouchesResponse> answers = Multi.createFrom()
                .range(0, TOUCHES / BATCH)
                .onItem()
                .transformToUni(batch -> touches.recordTouches(batch(batch)))
                .merge(IN_FLIGHT)
                .collect()
                .asList()
                .await()
                .atMost(LIMIT);
        assertThat(answers).allSatisfy(answer -> assertThat(answer.getResultsList())
                .allMatch(result -> result.getOutcome() == expected));
    }

    private static RecordTouchesRequest batch(int batch) {
        return RecordTouchesRequest.newBuilder()
                .addAllTouches(IntStream.range(batch * BATCH, (batch + 1) * BATCH)
                        .mapToObj(ManyTouchesTest::touchOf)
                        .toList())
                .build();
    }

    private static TouchInput touchOf(int i) {
        return input(
                        sms(
                                        "load-" + i,
                                        stage(TouchStage.TOUCH_STAGE_EXECUTED, i),
                                        stage(TouchStage.TOUCH_STAGE_DELIVERED, i + 1))
                                .clearMemberId(),
                        phone(digits(i % PEOPLE)))
                .build();
    }

    private static String digits(int person) {
        return "155" + (10_000_000 + person);
    }
}
