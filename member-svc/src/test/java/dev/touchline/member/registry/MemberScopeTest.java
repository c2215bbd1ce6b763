package dev.touchline.member.registry;

import static dev.touchline.type.v1.ItemOutcome.ITEM_OUTCOME_ACCEPTED;
import static dev.touchline.type.v1.ItemOutcome.ITEM_OUTCOME_DUPLICATE;
import static dev.touchline.type.v1.ItemOutcome.ITEM_OUTCOME_REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.access.Role;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.member.v1.Binding;
import dev.touchline.member.v1.Member;
import dev.touchline.member.v1.MemberInput;
import dev.touchline.member.v1.Recruitment;
import dev.touchline.member.v1.Relation;
import dev.touchline.member.v1.RelationKind;
import dev.touchline.member.v1.UpsertMemberResult;
import dev.touchline.member.v1.UpsertMembersRequest;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemOutcome;
import io.grpc.Context;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is stored of a member decides who may change it, not only what the report says. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class MemberScopeTest extends MemberFixture {

    private static final Caller STORE_1 = new Caller("till-1", Role.TILL, Set.of(), Set.of("s1"));
    private static final Caller STORE_2 = new Caller("till-2", Role.TILL, Set.of(), Set.of("s2"));
    private static final Caller SOUTH = new Caller("south-app", Role.MINI_PROGRAM, Set.of("south"), Set.of());

    @Inject
    @GrpcService
    MemberGrpc edge;

    @Test
    void bindingOfAnotherStore_isNotReplaced() throws Exception {
        long id = upsert(known(code("scope-b")).addBindings(bound("s1", 5))).getMemberId();

        assertDenied(upsertAs(STORE_2, known(code("scope-b")).addBindings(bound("s2", 5))));
        assertThat(member(id).getBindings(0).getStore()).isEqualTo("s1");

        assertThat(outcome(upsertAs(STORE_2, known(code("scope-b")).addBindings(bound("s2", 9)))))
                .isEqualTo(ITEM_OUTCOME_ACCEPTED);
        assertThat(outcome(upsertAs(
                        STORE_1,
                        known(code("scope-b")).addBindings(bound("s1", 5).setGuide("g")))))
                .isEqualTo(ITEM_OUTCOME_ACCEPTED);
        assertThat(member(id).getBindingsList()).extracting(Binding::getGuide).containsExactly("g", "");
    }

    @Test
    void recruitmentOfAnotherStore_isNotMadeEarlier() throws Exception {
        long id = upsert(known(code("scope-r")).addRecruitments(recruited("s1", 100)))
                .getMemberId();

        assertDenied(upsertAs(STORE_2, known(code("scope-r")).addRecruitments(recruited("s2", 50))));
        // A later one changes nothing of what stands.
        assertThat(outcome(upsertAs(STORE_2, known(code("scope-r")).addRecruitments(recruited("s2", 150)))))
                .isEqualTo(ITEM_OUTCOME_DUPLICATE);
        assertThat(outcome(upsertAs(STORE_1, known(code("scope-r")).addRecruitments(recruited("s1", 50)))))
                .isEqualTo(ITEM_OUTCOME_ACCEPTED);

        Member stands = member(id);
        assertThat(stands.getRecruitments(0).getStore()).isEqualTo("s1");
        assertThat(stands.getRecruitments(0).getRecruitedAt()).isEqualTo(at(50));
    }

    @Test
    void pointsLevelAndRelations_areOfTheStoresAndBrandsOfTheMember() throws Exception {
        Relation.Builder friend = Relation.newBuilder()
                .setKind(RelationKind.RELATION_KIND_FRIENDSHIP)
                .setCounterpart("g")
                .setStart(at(1));
        long id = upsert(known(code("scope-p"))
                        .addRecruitments(recruited("s1", 1))
                        .setPoints(7)
                        .setLevel("gold")
                        .addRelations(friend))
                .getMemberId();
        long version = member(id).getVersion();

        for (Caller foreign : List.of(STORE_2, SOUTH)) {
            assertDenied(upsertAs(foreign, known(code("scope-p")).setPoints(8)));
            assertDenied(upsertAs(foreign, known(code("scope-p")).setLevel("none")));
            assertDenied(upsertAs(
                    foreign, known(code("scope-p")).addRelations(friend.clone().setEnd(at(2)))));
        }
        assertThat(member(id).getVersion()).isEqualTo(version);

        assertThat(outcome(upsertAs(STORE_1, known(code("scope-p")).setPoints(8))))
                .isEqualTo(ITEM_OUTCOME_ACCEPTED);
        assertThat(member(id).getPoints()).isEqualTo(8);
    }

    @Test
    void whatWasNotThere_isAddedByAnybody() throws Exception {
        long id = upsert(known(code("scope-n")).addRecruitments(recruited("s1", 1)))
                .getMemberId();

        assertThat(outcome(upsertAs(
                        STORE_2, known(code("scope-n"), phone("13900001001")).setPoints(3))))
                .isEqualTo(ITEM_OUTCOME_ACCEPTED);

        assertThat(member(id).getPoints()).isEqualTo(3);
        assertThat(member(id).getIdentifiersCount()).isEqualTo(2);
    }

    // Judged only once, the phone of the denied report would lead the next one to the member of its code.
    @Test
    void deniedReport_leavesNoTraceInItsBatch() throws Exception {
        long id = upsert(known(code("scope-t")).addBindings(bound("s1", 5)).setPoints(1))
                .getMemberId();

        List<UpsertMemberResult> results = upsertAs(
                STORE_2,
                known(code("scope-t"), phone("13900001002"), card("scope-t-card"))
                        .setPoints(2),
                known(phone("13900001002")),
                known(phone("13900001003")).addBindings(bound("s2", 5)));

        assertDenied(results.get(0));
        assertThat(results.get(0).getMemberId()).isZero();
        assertOutcome(results.get(1), ITEM_OUTCOME_ACCEPTED);
        assertThat(results.get(1).getMemberId()).isPositive().isNotEqualTo(id);
        assertOutcome(results.get(2), ITEM_OUTCOME_ACCEPTED);
        assertThat(member(id).getIdentifiersCount()).isEqualTo(1);
        assertInvariants();
    }

    private UpsertMemberResult upsertAs(Caller caller, MemberInput.Builder input) throws Exception {
        return upsertAs(caller, new MemberInput.Builder[] {input}).get(0);
    }

    private List<UpsertMemberResult> upsertAs(Caller caller, MemberInput.Builder... inputs) throws Exception {
        UpsertMembersRequest request = UpsertMembersRequest.newBuilder()
                .addAllMembers(
                        Arrays.stream(inputs).map(MemberInput.Builder::build).toList())
                .build();
        return caller.in(Context.current())
                .call(() -> edge.upsertMembers(request))
                .await()
                .atMost(PATIENCE)
                .getResultsList();
    }

    private static Binding.Builder bound(String store, long start) {
        return Binding.newBuilder().setBrand("north").setStore(store).setStart(at(start));
    }

    private static Recruitment.Builder recruited(String store, long second) {
        return Recruitment.newBuilder().setBrand("north").setStore(store).setRecruitedAt(at(second));
    }

    private static ItemOutcome outcome(UpsertMemberResult result) {
        return result.getResult().getOutcome();
    }

    private static void assertDenied(UpsertMemberResult result) {
        assertOutcome(result, ITEM_OUTCOME_REJECTED);
        assertThat(result.getResult().getReason()).isEqualTo(ErrorReason.ERROR_REASON_OUT_OF_SCOPE);
    }
}
