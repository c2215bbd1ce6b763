package dev.touchline.member.registry;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.touchline.type.v1.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Encrypts the values of identifiers at rest: AES-256-GCM, a random nonce for each value, bound to the identifier's hash so
 * that a value copied to another row does not open. Layout: format (1 byte), nonce (12), ciphertext with tag.
 */
@ApplicationScoped
class IdentifierCipher {

    private static final byte FORMAT = 1;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    IdentifierCipher(@ConfigProperty(name = "touchline.identity.encryption-key") String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("touchline.identity.encryption-key: " + bytes.length
                    + " bytes (expected: base64 of " + KEY_BYTES + " bytes)");
        }
        key = new SecretKeySpec(bytes, "AES");
    }

    ByteString seal(Identifier identifier, ByteString hash) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] text = crypt(Cipher.ENCRYPT_MODE, nonce, hash, identifier.toByteArray());
        return ByteString.copyFrom(new byte[] {FORMAT})
                .concat(ByteString.copyFrom(nonce))
                .concat(ByteString.copyFrom(text));
    }

    /** The identifier again; IllegalStateException if it was sealed with another key or for another hash. */
    Identifier open(ByteString sealed, ByteString hash) {
        byte[] bytes = sealed.toByteArray();
        if (bytes.length < 1 + NONCE_BYTES || bytes[0] != FORMAT) {
            throw new IllegalStateException("Not a sealed identifier");
        }
        byte[] nonce = Arrays.copyOfRange(bytes, 1, 1 + NONCE_BYTES);
        byte[] text = Arrays.copyOfRange(bytes, 1 + NONCE_BYTES, bytes.length);
        try {
            return Identifier.parseFrom(crypt(Cipher.DECRYPT_MODE, nonce, hash, text));
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("Not an identifier inside", broken);
        }
    }

    private byte[] crypt(int mode, byte[] nonce, ByteString hash, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(hash.toByteArray());
            return cipher.doFinal(input);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("Identifier cannot be sealed or opened", failed);
        }
    }
}
