package dev.touchline.member.registry;

import static dev.touchline.type.v1.ErrorReason.ERROR_REASON_BATCH_TOO_LARGE;
import static dev.touchline.type.v1.ErrorReason.ERROR_REASON_FIELD_MALFORMED;
import static dev.touchline.type.v1.ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE;
import static dev.touchline.type.v1.ErrorReason.ERROR_REASON_FIELD_REQUIRED;
import static dev.touchline.type.v1.ErrorReason.ERROR_REASON_PERIOD_EMPTY;
import static dev.touchline.type.v1.ItemOutcome.ITEM_OUTCOME_ACCEPTED;
import static dev.touchline.type.v1.ItemOutcome.ITEM_OUTCOME_REJECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import dev.touchline.kit.error.GrpcErrors;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.member.v1.Binding;
import dev.touchline.member.v1.BindingEndReason;
import dev.touchline.member.v1.BindingMode;
import dev.touchline.member.v1.IdentifierSet;
import dev.touchline.member.v1.MemberInput;
import dev.touchline.member.v1.Recruitment;
import dev.touchline.member.v1.Relation;
import dev.touchline.member.v1.RelationKind;
import dev.touchline.member.v1.ResolveMembersRequest;
import dev.touchline.member.v1.SplitMembersRequest;
import dev.touchline.member.v1.UpsertMemberResult;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.IdentifierType;
import dev.touchline.type.v1.ItemResult;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is outside the contract: each refused with its reason, at the limit and one past it, beside good neighbours. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class MemberRefusalsTest extends MemberFixture {

    @Test
    void badItem_doesNotFailItsBatch() {
        List<UpsertMemberResult> results = upsert(List.of(
                known(code("neighbour-1")).build(),
                known().build(),
                known(code("neighbour-2")).build()));

        assertThat(results)
                .extracting(result -> result.getResult().getOutcome())
                .containsExactly(ITEM_OUTCOME_ACCEPTED, ITEM_OUTCOME_REJECTED, ITEM_OUTCOME_ACCEPTED);
        assertThat(results).extracting(result -> result.getResult().getIndex()).containsExactly(0, 1, 2);
        assertThat(results.get(1).getMemberId()).isZero();
    }

    @Test
    void identifiers_outsideTheContract_areRefusedWithoutTheirValue() {
        refused(known(), "identifiers", ERROR_REASON_FIELD_REQUIRED);
        refused(
                known(identifier(IdentifierType.IDENTIFIER_TYPE_UNSPECIFIED, "x")),
                "identifiers.type",
                ERROR_REASON_FIELD_REQUIRED);
        refused(known(code("")), "identifiers.value", ERROR_REASON_FIELD_REQUIRED);
        accepted(known(code("v".repeat(128))));
        refused(known(code("v".repeat(129))), "identifiers.value", ERROR_REASON_FIELD_OUT_OF_RANGE);
        ItemResult phone = refused(known(phone("12 34")), "identifiers.value", ERROR_REASON_FIELD_MALFORMED);
        assertThat(phone.toString()).doesNotContain("12 34").doesNotContain("1234");
        accepted(many(20, i -> code("twenty-" + i)));
        refused(many(21, i -> code("many-" + i)), "identifiers", ERROR_REASON_FIELD_OUT_OF_RANGE);
    }

    @Test
    void recruitments_outsideTheContract_areRefused() {
        Recruitment good = Recruitment.newBuilder().setRecruitedAt(at(0)).build();
        refused(
                known(code("r")).addRecruitments(Recruitment.getDefaultInstance()),
                "recruitments.recruited_at",
                ERROR_REASON_FIELD_REQUIRED);
        refused(
                known(code("r"))
                        .addRecruitments(good.toBuilder()
                                .setRecruitedAt(Timestamp.newBuilder().setNanos(-1))),
                "recruitments.recruited_at",
                ERROR_REASON_FIELD_MALFORMED);
        refused(
                known(code("r")).addRecruitments(good.toBuilder().setChannelValue(9)),
                "recruitments.channel",
                ERROR_REASON_FIELD_MALFORMED);
        refused(
                known(code("r")).addRecruitments(good.toBuilder().setCode("c".repeat(65))),
                "recruitments.code",
                ERROR_REASON_FIELD_OUT_OF_RANGE);
        accepted(known(code("r-50")).addAllRecruitments(Collections.nCopies(50, good)));
        refused(
                known(code("r")).addAllRecruitments(Collections.nCopies(51, good)),
                "recruitments",
                ERROR_REASON_FIELD_OUT_OF_RANGE);
    }

    @Test
    void bindings_outsideTheContract_areRefused() {
        Binding good = Binding.newBuilder().setBrand("b").setStart(at(0)).build();
        refused(bound(good.toBuilder().clearBrand()), "bindings.brand", ERROR_REASON_FIELD_REQUIRED);
        refused(bound(good.toBuilder().clearStart()), "bindings.start", ERROR_REASON_FIELD_REQUIRED);
        refused(bound(good.toBuilder().setEnd(at(0))), "bindings.end", ERROR_REASON_PERIOD_EMPTY);
        refused(
                bound(good.toBuilder().setEndReason(BindingEndReason.BINDING_END_REASON_EXPIRED)),
                "bindings.end",
                ERROR_REASON_FIELD_REQUIRED);
        refused(bound(good.toBuilder().setCloudGuide("g")), "bindings.cloud_guide", ERROR_REASON_FIELD_OUT_OF_RANGE);
        accepted(bound(good.toBuilder().setCloudGuide("g").setMode(BindingMode.BINDING_MODE_ASSIST)));
        refused(bound(good.toBuilder().setModeValue(7)), "bindings.mode", ERROR_REASON_FIELD_MALFORMED);
        refused(
                known(code("b")).addAllBindings(Collections.nCopies(51, good)),
                "bindings",
                ERROR_REASON_FIELD_OUT_OF_RANGE);
    }

    @Test
    void relations_outsideTheContract_areRefused() {
        Relation good = Relation.newBuilder()
                .setKind(RelationKind.RELATION_KIND_FRIENDSHIP)
                .setCounterpart("g")
                .setStart(at(0))
                .build();
        refused(related(good.toBuilder().clearKind()), "relations.kind", ERROR_REASON_FIELD_REQUIRED);
        refused(related(good.toBuilder().clearCounterpart()), "relations.counterpart", ERROR_REASON_FIELD_REQUIRED);
        refused(related(good.toBuilder().clearStart()), "relations.start", ERROR_REASON_FIELD_REQUIRED);
        refused(related(good.toBuilder().setEnd(at(-1))), "relations.end", ERROR_REASON_PERIOD_EMPTY);
        refused(
                known(code("rel")).addAllRelations(Collections.nCopies(201, good)),
                "relations",
                ERROR_REASON_FIELD_OUT_OF_RANGE);
        refused(known(code("lev")).setLevel("l".repeat(65)), "level", ERROR_REASON_FIELD_OUT_OF_RANGE);
    }

    @Test
    void batches_atAndPastTheirLimits() {
        assertThat(upsert(inputs(500))).hasSize(500);
        refusedCall(() -> upsert(inputs(501)), ERROR_REASON_BATCH_TOO_LARGE);
        refusedCall(() -> upsert(List.of()), ERROR_REASON_FIELD_REQUIRED);
        assertThat(resolve(500)).isEqualTo(500);
        refusedCall(() -> resolve(501), ERROR_REASON_BATCH_TOO_LARGE);
        refusedCall(() -> split(101), ERROR_REASON_BATCH_TOO_LARGE);
        refusedCall(() -> split(0), ERROR_REASON_FIELD_REQUIRED);
    }

    private int resolve(int people) {
        IdentifierSet set =
                IdentifierSet.newBuilder().addIdentifiers(code("nobody")).build();
        return members.resolveMembers(ResolveMembersRequest.newBuilder()
                        .addAllPeople(Collections.nCopies(people, set))
                        .build())
                .await()
                .atMost(PATIENCE)
                .getMembersCount();
    }

    private void split(int count) {
        members.splitMembers(SplitMembersRequest.newBuilder()
                        .addAllMemberIds(
                                LongStream.rangeClosed(1, count).boxed().toList())
                        .build())
                .await()
                .atMost(PATIENCE);
    }

    private static List<MemberInput> inputs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> known(code("batch-" + i)).build())
                .toList();
    }

    private static MemberInput.Builder many(int count, IntFunction<dev.touchline.type.v1.Identifier> identifier) {
        return MemberInput.newBuilder()
                .addAllIdentifiers(
                        IntStream.range(0, count).mapToObj(identifier).toList());
    }

    private static MemberInput.Builder bound(Binding.Builder binding) {
        return known(code("bound")).addBindings(binding);
    }

    private static MemberInput.Builder related(Relation.Builder relation) {
        return known(code("related")).addRelations(relation);
    }

    private void accepted(MemberInput.Builder input) {
        assertOutcome(upsert(input), ITEM_OUTCOME_ACCEPTED);
    }

    private ItemResult refused(MemberInput.Builder input, String field, ErrorReason reason) {
        UpsertMemberResult result = upsert(input);
        assertOutcome(result, ITEM_OUTCOME_REJECTED);
        assertThat(result.getResult().getReason()).isEqualTo(reason);
        assertThat(result.getResult().getMetadataMap()).containsEntry("field", field);
        return result.getResult();
    }

    private static void refusedCall(ThrowingCallable call, ErrorReason reason) {
        assertThatThrownBy(call)
                .satisfies(thrown -> assertThat(GrpcErrors.reasonOf(thrown)).isEqualTo(reason));
    }
}
