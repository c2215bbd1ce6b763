package dev.touchline.kit.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchline.kit.error.Rejection;
import dev.touchline.type.v1.Identifier;
import dev.touchline.type.v1.IdentifierType;
import org.junit.jupiter.api.Test;

class IdentifierHasherTest {

    private final IdentifierHasher hasher = new IdentifierHasher("a key");

    @Test
    void phone_isComparedByItsDigits() {
        assertThat(hasher.hash(phone("+86 138-0013-8000"))).isEqualTo(hasher.hash(phone("8613800138000")));
    }

    @Test
    void hash_dependsOnTypeIssuerValueAndKey() {
        Identifier card = identifier(IdentifierType.IDENTIFIER_TYPE_CARD, "a", "1");
        assertThat(hasher.hash(card).getHash().size()).isEqualTo(32);
        assertThat(hasher.hash(card))
                .isNotEqualTo(hasher.hash(identifier(IdentifierType.IDENTIFIER_TYPE_UNION_ID, "a", "1")))
                .isNotEqualTo(hasher.hash(identifier(IdentifierType.IDENTIFIER_TYPE_CARD, "b", "1")))
                .isNotEqualTo(hasher.hash(identifier(IdentifierType.IDENTIFIER_TYPE_CARD, "a", "2")))
                .isNotEqualTo(new IdentifierHasher("another key").hash(card));
    }

    @Test
    void issuerAndValue_neverRunIntoEachOther() {
        assertThat(hasher.hash(identifier(IdentifierType.IDENTIFIER_TYPE_CARD, "ab", "c")))
                .isNotEqualTo(hasher.hash(identifier(IdentifierType.IDENTIFIER_TYPE_CARD, "a", "bc")));
    }

    @Test
    void value_atTheLimitPasses_onePastItIsRefusedWithoutShowingIt() {
        hasher.hash(identifier(IdentifierType.IDENTIFIER_TYPE_CARD, "", "7".repeat(128)));

        assertThatThrownBy(() -> hasher.hash(identifier(IdentifierType.IDENTIFIER_TYPE_CARD, "", "7".repeat(129))))
                .isInstanceOf(Rejection.class)
                .hasMessageContaining("129 characters")
                .hasMessageNotContaining("777");
    }

    @Test
    void phoneWithoutEnoughDigits_isRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> hasher.hash(phone("call me 12")))
                .isInstanceOf(Rejection.class)
                .hasMessageNotContaining("call me");
    }

    private static Identifier phone(String value) {
        return identifier(IdentifierType.IDENTIFIER_TYPE_PHONE, "", value);
    }

    private static Identifier identifier(IdentifierType type, String issuer, String value) {
        return Identifier.newBuilder()
                .setType(type)
                .setIssuer(issuer)
                .setValue(value)
                .build();
    }
}
