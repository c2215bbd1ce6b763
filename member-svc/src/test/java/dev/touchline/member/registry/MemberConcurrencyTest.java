package dev.touchline.member.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.kittest.PostgresResource;
import dev.touchline.member.v1.Member;
import dev.touchline.member.v1.MemberInput;
import dev.touchline.member.v1.SplitMembersRequest;
import dev.touchline.member.v1.UpsertMemberResult;
import dev.touchline.member.v1.UpsertMembersRequest;
import dev.touchline.member.v1.UpsertMembersResponse;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many senders at once: nobody is created twice, nobody waits for ever, and persons stay components. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class MemberConcurrencyTest extends MemberFixture {

    private static final int SENDERS = 8;

    /** Seen to fail with a deadlock when Identifiers.MEET has no ORDER BY. */
    @Test
    void sameMembers_inShuffledBatchesAtOnce_areCreatedOnce() {
        List<MemberInput> inputs = IntStream.range(0, 300)
                .mapToObj(i -> known(code("at-once-" + i), phone("1880000" + (1000 + i)))
                        .build())
                .toList();

        List<UpsertMembersResponse> answers = atOnce(IntStream.range(0, SENDERS)
                .mapToObj(sender -> upsertLater(shuffled(inputs, sender)))
                .toList());

        Set<Long> created = new HashSet<>();
        Set<Long> seen = new HashSet<>();
        for (UpsertMemberResult result :
                answers.stream().flatMap(a -> a.getResultsList().stream()).toList()) {
            seen.add(result.getMemberId());
            if (result.getCreated()) {
                assertThat(created.add(result.getMemberId())).isTrue();
            }
        }
        assertThat(created).hasSize(300).isEqualTo(seen);
        assertInvariants();
    }

    /** Seen to fail when Members.lockComponents does not take the merge lock: a component ends with two canonical ids. */
    @Test
    void chainsOfMerges_atOnce_endInOnePerson() {
        int length = 60;
        List<Long> ids =
                upsert(IntStream.range(0, length)
                                .mapToObj(i -> known(code("chain-" + i)).build())
                                .toList())
                        .stream()
                        .map(UpsertMemberResult::getMemberId)
                        .toList();
        List<MemberInput> links = IntStream.range(1, length)
                .mapToObj(
                        i -> known(code("chain-" + i), code("chain-" + (i - 1))).build())
                .toList();
        List<Uni<UpsertMembersResponse>> calls = new ArrayList<>();
        shuffled(links, 1).forEach(link -> calls.add(upsertLater(List.of(link))));

        atOnce(calls);

        assertThat(ids.stream().map(id -> member(id).getCanonicalId())).containsOnly(Collections.min(ids));
        assertThat(events(ids.get(length - 1)).stream().map(Member::getVersion)).isSorted();
        assertInvariants();
    }

    @Test
    void mergesSplitsAndReports_atOnce_keepPersonsComponents() {
        List<Long> ids = upsert(IntStream.range(0, 20)
                        .mapToObj(i -> known(code("mix-" + i)).build())
                        .toList())
                .stream()
                .map(UpsertMemberResult::getMemberId)
                .toList();
        Random random = new Random(7);
        List<Uni<?>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String one = "mix-" + random.nextInt(20);
            String two = "mix-" + random.nextInt(20);
            long id = ids.get(random.nextInt(20));
            calls.add(
                    switch (i % 3) {
                        case 0 ->
                            upsertLater(List.of(known(code(one), code(two)).build()));
                        case 1 ->
                            members.splitMembers(SplitMembersRequest.newBuilder()
                                    .addMemberIds(id)
                                    .build());
                        default ->
                            upsertLater(List.of(
                                    known(code(one)).setPoints(i).build(),
                                    known(code(two)).setPoints(-i).build()));
                    });
        }

        atOnce(calls);

        assertInvariants();
    }

    private Uni<UpsertMembersResponse> upsertLater(List<MemberInput> inputs) {
        return members.upsertMembers(
                UpsertMembersRequest.newBuilder().addAllMembers(inputs).build());
    }

    private static <T> List<T> atOnce(List<? extends Uni<? extends T>> calls) {
        return Multi.createFrom()
                .iterable(calls)
                .onItem()
                .<T>transformToUni(call -> call.map(answer -> answer))
                .merge(SENDERS)
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(60));
    }

    private static List<MemberInput> shuffled(List<MemberInput> inputs, long seed) {
        List<MemberInput> shuffled = new ArrayList<>(inputs);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }
}
