package dev.touchline.kit.identity;

import com.google.protobuf.ByteString;
import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Rejection;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.Identifier;
import dev.touchline.type.v1.IdentifierHash;
import dev.touchline.type.v1.IdentifierType;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Turns identifiers into keyed hashes at the edge, so that nothing behind it holds personal data and all services name a
 * person alike. All services of an installation share one key; who does not have it learns nothing from a hash.
 */
@ApplicationScoped
public class IdentifierHasher {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAX_VALUE = 128;
    private static final int MAX_ISSUER = 64;
    private static final int MIN_PHONE_DIGITS = 5;

    private final Mac prototype;

    public IdentifierHasher(@ConfigProperty(name = "touchline.identity.hash-key") String key) {
        try {
            prototype = Mac.getInstance(ALGORITHM);
            prototype.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, impossible);
        }
    }

    /**
     * The hash of an identifier.
     *
     * @throws Rejection if it has no type, or its issuer or value is outside the contract's bounds; the message never
     *     holds the value
     */
    public IdentifierHash hash(Identifier identifier) {
        if (identifier.getType() == IdentifierType.IDENTIFIER_TYPE_UNSPECIFIED
                || identifier.getType() == IdentifierType.UNRECOGNIZED) {
            throw Rejection.required("identifiers.type");
        }
        Check.text("identifiers.issuer", identifier.getIssuer(), 0, MAX_ISSUER);
        byte[] issuer = identifier.getIssuer().strip().getBytes(StandardCharsets.UTF_8);
        byte[] value = normalised(identifier).getBytes(StandardCharsets.UTF_8);
        ByteBuffer input = ByteBuffer.allocate(8 + issuer.length + value.length)
                .putInt(identifier.getTypeValue())
                .putInt(issuer.length)
                .put(issuer)
                .put(value);
        return IdentifierHash.newBuilder()
                .setType(identifier.getType())
                .setHash(ByteString.copyFrom(mac().doFinal(input.array())))
                .build();
    }

    /** Whether an identifier of this type may show that two members are one person. */
    public static boolean strong(IdentifierType type) {
        return switch (type) {
            case IDENTIFIER_TYPE_PHONE,
                    IDENTIFIER_TYPE_UNION_ID,
                    IDENTIFIER_TYPE_WECOM_ID,
                    IDENTIFIER_TYPE_MARKETPLACE_ID,
                    IDENTIFIER_TYPE_CARD,
                    IDENTIFIER_TYPE_MEMBER_CODE -> true;
            case IDENTIFIER_TYPE_DEVICE, IDENTIFIER_TYPE_EMAIL, IDENTIFIER_TYPE_UNSPECIFIED, UNRECOGNIZED -> false;
        };
    }

    private static String normalised(Identifier identifier) {
        String value = Check.text("identifiers.value", identifier.getValue(), 1, MAX_VALUE)
                .strip();
        if (identifier.getType() == IdentifierType.IDENTIFIER_TYPE_PHONE) {
            return digits(value);
        }
        if (value.isEmpty()) {
            throw Rejection.required("identifiers.value");
        }
        return value;
    }

    private static String digits(String phone) {
        String digits = phone.replaceAll("[^0-9]", "");
        if (digits.length() < MIN_PHONE_DIGITS) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_MALFORMED,
                    "identifiers.value",
                    digits.length() + " digits",
                    "a phone of at least " + MIN_PHONE_DIGITS + " digits");
        }
        return digits;
    }

    private Mac mac() {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(ALGORITHM + " can be cloned", impossible);
        }
    }
}
