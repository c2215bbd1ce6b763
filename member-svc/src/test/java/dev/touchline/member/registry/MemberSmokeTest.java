package dev.touchline.member.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.kittest.PostgresResource;
import dev.touchline.member.v1.GetMemberRequest;
import dev.touchline.member.v1.Member;
import dev.touchline.member.v1.MemberInput;
import dev.touchline.member.v1.MemberService;
import dev.touchline.member.v1.UpsertMemberResult;
import dev.touchline.member.v1.UpsertMembersRequest;
import dev.touchline.type.v1.Identifier;
import dev.touchline.type.v1.IdentifierType;
import dev.touchline.type.v1.ItemOutcome;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The service answers, through its own stubs. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class MemberSmokeTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @GrpcClient("member-svc")
    MemberService members;

    @Test
    void upsert_ofNewMember_createsItAndGetShowsIt() {
        MemberInput input = MemberInput.newBuilder()
                .addIdentifiers(Identifier.newBuilder()
                        .setType(IdentifierType.IDENTIFIER_TYPE_MEMBER_CODE)
                        .setValue("smoke-1"))
                .build();

        UpsertMemberResult result = members.upsertMembers(
                        UpsertMembersRequest.newBuilder().addMembers(input).build())
                .await()
                .atMost(PATIENCE)
                .getResults(0);

        assertThat(result.getResult().getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        assertThat(result.getCreated()).isTrue();
        Member member = members.getMember(GetMemberRequest.newBuilder()
                        .setMemberId(result.getMemberId())
                        .build())
                .await()
                .atMost(PATIENCE)
                .getMember();
        assertThat(member.getCode()).isEqualTo("smoke-1");
        assertThat(member.getVersion()).isEqualTo(1);
        assertThat(member.getCanonicalId()).isEqualTo(result.getMemberId());
        assertThat(member.getIdentifiersList()).hasSize(1);
    }
}
