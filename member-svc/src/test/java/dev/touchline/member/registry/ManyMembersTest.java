package dev.touchline.member.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.kittest.PostgresResource;
import dev.touchline.member.v1.MemberInput;
import dev.touchline.member.v1.Recruitment;
import dev.touchline.member.v1.UpsertMembersRequest;
import dev.touchline.member.v1.UpsertMembersResponse;
import dev.touchline.type.v1.ItemOutcome;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many members through gRPC: batches of 500, four in flight, three identifiers each. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class ManyMembersTest extends MemberFixture {

    private static final int MEMBERS = 20_000;
    private static final int BATCH = 500;
    private static final int IN_FLIGHT = 4;
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @Test
    void members_inBatchesAtOnce_areAccepted_andAgainAsDuplicates() {
        load(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        load(ItemOutcome.ITEM_OUTCOME_DUPLICATE);

        assertInvariants();
    }

    private void load(ItemOutcome expected) {
        List<UpsertMembersResponse> answers = Multi.createFrom()
                .range(0, MEMBERS / BATCH)
                .onItem()
                .transformToUni(batch -> members.upsertMembers(batch(batch)))
                .merge(IN_FLIGHT)
                .collect()
                .asList()
                .await()
                .atMost(LIMIT);
        assertThat(answers).allSatisfy(answer -> assertThat(answer.getResultsList())
                .allMatch(result -> result.getResult().getOutcome() == expected));
    }

    private static UpsertMembersRequest batch(int batch) {
        return UpsertMembersRequest.newBuilder()
                .addAllMembers(IntStream.range(batch * BATCH, (batch + 1) * BATCH)
                        .mapToObj(ManyMembersTest::input)
                        .toList())
                .build();
    }

    private static MemberInput input(int i) {
        return known(code("load-" + i), phone("199" + (10_000_000 + i)), device("load-" + i))
                .addRecruitments(Recruitment.newBuilder().setRecruitedAt(at(i)).setStore("s" + i % 100))
                .build();
    }
}
