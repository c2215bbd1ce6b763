package dev.touchline.member.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.kittest.PostgresResource;
import dev.touchline.member.v1.GetMemberRequest;
import dev.touchline.member.v1.GetMemberResponse;
import dev.touchline.member.v1.MemberInput;
import dev.touchline.type.v1.Identifier;
import dev.touchline.type.v1.IdentifierType;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(PostgresResource.class)
class ContactsTest extends MemberFixture {

    @Test
    void contacts_areMaskedUnlessTheyAreAskedForInClear() {
        long id = upsert(MemberInput.newBuilder()
                        .addIdentifiers(identifier(IdentifierType.IDENTIFIER_TYPE_PHONE, "13812348000"))
                        .addIdentifiers(identifier(IdentifierType.IDENTIFIER_TYPE_EMAIL, "li.lei@example.com")))
                .getMemberId();

        assertThat(values(get(id, false))).containsExactly("138****8000", "l****@example.com");
        assertThat(values(get(id, true))).containsExactly("13812348000", "li.lei@example.com");
        assertThat(get(id, false).toString()).doesNotContain("13812348000", "li.lei");
    }

    @ParameterizedTest
    @CsvSource({
        "IDENTIFIER_TYPE_PHONE, +8613812348000, +86138****8000",
        "IDENTIFIER_TYPE_PHONE, 12345678, ****5678",
        "IDENTIFIER_TYPE_PHONE, 1234567, ****",
        "IDENTIFIER_TYPE_EMAIL, @example.com, ****",
        "IDENTIFIER_TYPE_UNION_ID, oABCDEFGHIJK, oA****JK",
        "IDENTIFIER_TYPE_CARD, 1234567, ****"
    })
    void mask_hidesWhatOthersCouldUse(IdentifierType type, String clear, String masked) {
        assertThat(Mask.of(identifier(type, clear)).getValue()).isEqualTo(masked);
    }

    private GetMemberResponse get(long id, boolean reveal) {
        return members.getMember(GetMemberRequest.newBuilder()
                        .setMemberId(id)
                        .setReveal(reveal)
                        .build())
                .await()
                .atMost(PATIENCE);
    }

    private static List<String> values(GetMemberResponse answer) {
        return answer.getContactsList().stream().map(Identifier::getValue).toList();
    }
}
