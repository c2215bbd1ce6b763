package dev.touchline.member.registry;

import static dev.touchline.type.v1.ItemOutcome.ITEM_OUTCOME_ACCEPTED;
import static dev.touchline.type.v1.ItemOutcome.ITEM_OUTCOME_DUPLICATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchline.kit.error.GrpcErrors;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.member.v1.Binding;
import dev.touchline.member.v1.IdentifierSet;
import dev.touchline.member.v1.Member;
import dev.touchline.member.v1.MemberInput;
import dev.touchline.member.v1.Recruitment;
import dev.touchline.member.v1.Relation;
import dev.touchline.member.v1.RelationKind;
import dev.touchline.member.v1.ResolveMembersRequest;
import dev.touchline.member.v1.ResolvedMember;
import dev.touchline.member.v1.SplitMembersRequest;
import dev.touchline.member.v1.UpsertMemberResult;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.Identifier;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Members through their stubs: found or created, merged, split, told to the feed, and kept secret. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class RegistryTest extends MemberFixture {

    @Inject
    Pool pool;

    @Inject
    IdentifierCipher cipher;

    @Test
    void upsert_ofTheSameContent_isADuplicateWithoutEvent() {
        MemberInput.Builder input = known(code("same-1"), phone("+86 138-0000-0001"), device("same-d"))
                .setPoints(10)
                .setLevel("gold")
                .addRecruitments(Recruitment.newBuilder()
                        .setBrand("b")
                        .setRecruitedAt(at(0))
                        .setStore("s"))
                .addBindings(Binding.newBuilder()
                        .setBrand("b")
                        .setStart(at(1))
                        .setGuide("g")
                        .setEnd(at(9)))
                .addRelations(Relation.newBuilder()
                        .setKind(RelationKind.RELATION_KIND_GROUP)
                        .setCounterpart("group")
                        .setStart(at(2)));
        UpsertMemberResult first = upsert(input);

        UpsertMemberResult again = upsert(input);

        assertOutcome(first, ITEM_OUTCOME_ACCEPTED);
        assertThat(first.getCreated()).isTrue();
        assertOutcome(again, ITEM_OUTCOME_DUPLICATE);
        assertThat(again.getCreated()).isFalse();
        assertThat(again.getMemberId()).isEqualTo(first.getMemberId());
        List<Member> events = events(first.getMemberId());
        assertThat(events).containsExactly(member(first.getMemberId()));
        assertThat(events.get(0).getIdentifiersCount()).isEqualTo(3);
        assertThat(events.get(0).getPoints()).isEqualTo(10);
        assertThat(events.get(0).getBindings(0).getEnd()).isEqualTo(at(9));
        assertThat(events.get(0).getCode()).isEqualTo("same-1");
    }

    @Test
    void upsert_withMoreThanMicroseconds_isStillADuplicateTheSecondTime() {
        MemberInput.Builder input = known(code("nanos-1"))
                .addRecruitments(Recruitment.newBuilder()
                        .setRecruitedAt(at(0).toBuilder().setNanos(123_456_789)));
        upsert(input);

        assertOutcome(upsert(input), ITEM_OUTCOME_DUPLICATE);
    }

    @Test
    void upsert_withNewFacts_raisesTheVersionOnceAndTellsTheWholeState() {
        long id = upsert(known(code("facts-1"), phone("13900000001"))).getMemberId();

        List<UpsertMemberResult> results = upsert(List.of(
                known(phone("13900000001")).setPoints(5).build(),
                known(phone("13900000001"), card("facts-card"))
                        .setLevel("silver")
                        .build(),
                known(card("facts-card")).setPoints(5).build()));

        assertThat(results).extracting(UpsertMemberResult::getMemberId).containsOnly(id);
        assertOutcome(results.get(0), ITEM_OUTCOME_ACCEPTED);
        assertOutcome(results.get(1), ITEM_OUTCOME_ACCEPTED);
        assertOutcome(results.get(2), ITEM_OUTCOME_DUPLICATE);
        Member member = member(id);
        assertThat(member.getVersion()).isEqualTo(2);
        assertThat(member.getIdentifiersCount()).isEqualTo(3);
        assertThat(member.getPoints()).isEqualTo(5);
        assertThat(member.getLevel()).isEqualTo("silver");
        assertThat(events(id)).hasSize(2).last().isEqualTo(member);
    }

    @Test
    void upsert_withStrongIdentifiersOfTwoMembers_mergesThemUnderTheLeastId() {
        long a = upsert(known(code("merge-a"), phone("13700000001"))).getMemberId();
        long b = upsert(known(code("merge-b"), card("merge-card"))).getMemberId();
        long c = upsert(known(code("merge-c"))).getMemberId();

        UpsertMemberResult merged = upsert(known(card("merge-card"), phone("13700000001")));
        UpsertMemberResult bigger = upsert(known(code("merge-c"), code("merge-b")));

        assertThat(merged.getMemberId()).isEqualTo(b);
        assertThat(merged.getCanonicalId()).isEqualTo(a);
        assertOutcome(merged, ITEM_OUTCOME_ACCEPTED);
        assertThat(bigger.getCanonicalId()).isEqualTo(a);
        assertThat(member(a).getVersion()).as("the least id does not change").isEqualTo(1);
        assertThat(member(b).getCanonicalId()).isEqualTo(a);
        assertThat(member(b).getIdentifiersCount()).as("identifiers stay").isEqualTo(2);
        assertThat(events(b)).extracting(Member::getCanonicalId).containsExactly(b, a);
        assertThat(events(c)).extracting(Member::getCanonicalId).containsExactly(c, a);
        assertOutcome(upsert(known(card("merge-card"), phone("13700000001"))), ITEM_OUTCOME_DUPLICATE);
        assertInvariants();
    }

    @Test
    void split_ofMergedMembers_isTheReverse_andTheSameEvidenceMergesAgain() {
        long a = upsert(known(code("split-a"))).getMemberId();
        long b = upsert(known(code("split-b"))).getMemberId();
        long c = upsert(known(code("split-c"))).getMemberId();
        upsert(known(code("split-a"), code("split-b"), code("split-c")));

        List<Member> split = split(a);

        assertThat(split).extracting(Member::getCanonicalId).containsExactly(a);
        assertThat(member(b).getCanonicalId()).isEqualTo(b);
        assertThat(member(c).getCanonicalId()).isEqualTo(b);
        assertThat(events(c)).extracting(Member::getCanonicalId).containsExactly(c, a, b);
        assertInvariants();
        assertThat(split(c, b)).extracting(Member::getCanonicalId).containsExactly(c, b);
        long version = member(a).getVersion();
        split(a, b, c);
        assertThat(member(a).getVersion()).as("nothing left to split").isEqualTo(version);

        upsert(known(code("split-a"), code("split-c")));

        assertThat(member(c).getCanonicalId()).isEqualTo(a);
        assertThat(member(b).getCanonicalId()).isEqualTo(b);
        assertInvariants();
    }

    @Test
    void split_ofAMemberThatDoesNotExist_changesNothing() {
        long a = upsert(known(code("nosplit-a"))).getMemberId();
        long b = upsert(known(code("nosplit-b"))).getMemberId();
        upsert(known(code("nosplit-a"), code("nosplit-b")));

        assertThatThrownBy(() -> split(b, 1L << 60)).satisfies(reason(ErrorReason.ERROR_REASON_NOT_FOUND));
        assertThatThrownBy(() -> split(0)).satisfies(reason(ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE));
        assertThat(member(b).getCanonicalId()).isEqualTo(a);
    }

    @Test
    void resolve_asksWeakIdentifiersOnlyWithoutStrongOnesAndCreatesNothing() {
        long owner = upsert(known(phone("13600000001"), device("resolve-d"))).getMemberId();
        long other = upsert(known(phone("13600000002"), device("resolve-d"))).getMemberId();

        List<ResolvedMember> found = members.resolveMembers(ResolveMembersRequest.newBuilder()
                        .addPeople(people(device("resolve-d")))
                        .addPeople(people(device("resolve-d"), phone("136-0000-0002")))
                        .addPeople(people(phone("13600000009")))
                        .addPeople(people(device("resolve-d"), phone("13600000009")))
                        .build())
                .await()
                .atMost(PATIENCE)
                .getMembersList();

        assertThat(found).extracting(ResolvedMember::getMemberId).containsExactly(owner, other, 0L, 0L);
        assertThat(found).extracting(ResolvedMember::getCanonicalId).containsExactly(owner, other, 0L, 0L);
    }

    @Test
    void getMember_thatDoesNotExist_isNotFound() {
        assertThatThrownBy(() -> member(1L << 60)).satisfies(reason(ErrorReason.ERROR_REASON_NOT_FOUND));
        assertThatThrownBy(() -> member(0)).satisfies(reason(ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE));
    }

    @Test
    void values_atRest_areEncryptedWithFreshNonces() {
        upsert(known(phone("13512345678"), code("rest-1")));

        List<Row> rows =
                pool
                        .query("SELECT hash, value FROM identifier WHERE type = 1")
                        .execute()
                        .await()
                        .atMost(PATIENCE)
                        .stream()
                        .toList();

        assertThat(rows)
                .allSatisfy(row -> assertThat(new String(row.getBuffer(1).getBytes(), StandardCharsets.ISO_8859_1))
                        .doesNotContain("12345678"));
        assertThat(rows.stream()
                        .map(row -> cipher.open(bytes(row, 1), bytes(row, 0)).getValue()))
                .contains("13512345678");
        Identifier phone = phone("13512345678");
        assertThat(cipher.seal(phone, bytes(rows.get(0), 0))).isNotEqualTo(cipher.seal(phone, bytes(rows.get(0), 0)));
        assertThatThrownBy(() -> cipher.open(cipher.seal(phone, bytes(rows.get(0), 0)), bytes(rows.get(0), 1)))
                .isInstanceOf(IllegalStateException.class);
    }

    private List<Member> split(long... ids) {
        SplitMembersRequest.Builder request = SplitMembersRequest.newBuilder();
        for (long id : ids) {
            request.addMemberIds(id);
        }
        return members.splitMembers(request.build()).await().atMost(PATIENCE).getMembersList();
    }

    private static java.util.function.Consumer<Throwable> reason(ErrorReason reason) {
        return thrown -> assertThat(GrpcErrors.reasonOf(thrown)).isEqualTo(reason);
    }

    private static IdentifierSet people(Identifier... identifiers) {
        return IdentifierSet.newBuilder()
                .addAllIdentifiers(List.of(identifiers))
                .build();
    }

    private static com.google.protobuf.ByteString bytes(Row row, int column) {
        return com.google.protobuf.ByteString.copyFrom(row.getBuffer(column).getBytes());
    }
}
