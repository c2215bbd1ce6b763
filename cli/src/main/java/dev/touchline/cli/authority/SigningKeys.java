package dev.touchline.cli.authority;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * The key that tokens are signed with ({@code signing.jwk}, secret), and the public keys that services accept
 * ({@code jwks.json}, RFC 7517). A key's id is its thumbprint (RFC 7638).
 */
final class SigningKeys {
    private final Path secret;
    private final Path published;

    SigningKeys(Path folder) {
        this.secret = folder.resolve("signing.jwk");
        this.published = folder.resolve("jwks.json");
    }

    /** The file that services verify tokens by. */
    Path jwks() {
        return published;
    }

    /** Makes the first key if there is none; whether it did. */
    boolean ensure() {
        if (Files.exists(secret) && Files.exists(published)) {
            return false;
        }
        if (Files.exists(secret)) {
            publish(List.of(current()));
        } else {
            rotate();
        }
        return true;
    }

    /** Signs with a new key from now on; services go on to accept the older ones. Its id. */
    String rotate() {
        PublicJsonWebKey made = newKey();
        List<JsonWebKey> accepted = new ArrayList<>(List.of(made));
        accepted.addAll(accepted());
        // Published before it is used, or a token could be there before its key.
        publish(accepted);
        SecretFiles.write(secret, made.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE) + "\n");
        return made.getKeyId();
    }

    /** Withdraws all keys but the present one: tokens signed by them are refused as soon as services read again. How many. */
    int retire() {
        PublicJsonWebKey current = current();
        int before = accepted().size();
        publish(List.of(current));
        return before - 1;
    }

    /** The key to sign with. */
    PublicJsonWebKey current() {
        try {
            return PublicJsonWebKey.Factory.newPublicJwk(SecretFiles.read(secret));
        } catch (JoseException e) {
            throw new Failure(ExitCode.USAGE, secret + ": not a JSON Web Key", e);
        }
    }

    private List<JsonWebKey> accepted() {
        if (!Files.exists(published)) {
            return List.of();
        }
        try {
            return new JsonWebKeySet(SecretFiles.read(published)).getJsonWebKeys();
        } catch (JoseException e) {
            throw new Failure(ExitCode.USAGE, published + ": not a set of JSON Web Keys", e);
        }
    }

    private void publish(List<? extends JsonWebKey> keys) {
        String json = new JsonWebKeySet(keys).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
        SecretFiles.write(published, json + "\n");
    }

    private static PublicJsonWebKey newKey() {
        try {
            PublicJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setUse(Use.SIGNATURE);
            key.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException("This Java has no curve P-256", e);
        }
    }
}
