package dev.touchline.touch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.kittest.PostgresResource;
import dev.touchline.touch.TouchFixture;
import dev.touchline.touch.v1.RecordTouchesRequest;
import dev.touchline.touch.v1.RecordTouchesResponse;
import dev.touchline.touch.v1.TouchInput;
import dev.touchline.touch.v1.TouchStage;
import dev.touchline.type.v1.ItemOutcome;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many senders with the same touches at once. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class TouchConcurrencyTest extends TouchFixture {

    private static final int TOUCHES = 200;
    private static final int SENDERS = 8;
    private static final int STAGES = 4;

    /** Seen to fail (duplicate stages) when Touches.INSERT_OR_LOCK says DO NOTHING, and (deadlock) without its ORDER BY. */
    @Test
    void sameTouches_inShuffledBatchesAtOnce_countEachStageOnce() {
        List<RecordTouchesResponse> answers = Multi.createFrom()
                .range(0, SENDERS * STAGES)
                .onItem()
                .transformToUni(i -> touches.recordTouches(batch(i % STAGES, i)))
                .merge(SENDERS)
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(60));

        long accepted = answers.stream()
                .flatMap(answer -> answer.getResultsList().stream())
                .filter(result -> result.getOutcome() == ItemOutcome.ITEM_OUTCOME_ACCEPTED)
                .count();
        assertThat(accepted).isEqualTo((long) TOUCHES * STAGES);
        for (int i = 0; i < TOUCHES; i += 20) {
            assertThat(touch("at-once-" + i).getStagesCount()).isEqualTo(STAGES);
            events("touch/" + touch("at-once-" + i).getTouchId(), STAGES);
        }
        assertInvariants();
    }

    private static RecordTouchesRequest batch(int stage, long seed) {
        List<TouchInput> inputs = new ArrayList<>(IntStream.range(0, TOUCHES)
                .mapToObj(i -> input(sms("at-once-" + i, stage(TouchStage.forNumber(stage + 1), stage)))
                        .build())
                .toList());
        Collections.shuffle(inputs, new Random(seed));
        return RecordTouchesRequest.newBuilder().addAllTouches(inputs).build();
    }
}
