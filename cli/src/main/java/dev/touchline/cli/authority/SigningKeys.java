package dev.touchline.cli.authority;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
 * The keys that tokens are signed with, newest first ({@code signing.jwks}, secret), and their public halves, which services
 * accept ({@code jwks.json}, RFC 7517). A key's id is its thumbprint (RFC 7638). A new key is published before it signs, so
 * that no service meets a token whose key it has not read yet.
 */
final class SigningKeys {
    private static final String SIGNS_FROM = "signs_from";

    private final Path secret;
    private final Path published;

    SigningKeys(Path folder) {
        this.secret = folder.resolve("signing.jwks");
        this.published = folder.resolve("jwks.json");
    }

    /** The file that services verify tokens by. */
    Path jwks() {
        return published;
    }

    /** Makes the first key if there is none; it signs at once. */
    void ensure() {
        if (!Files.exists(secret)) {
            rotate(Instant.EPOCH);
        } else if (!Files.exists(published)) {
            publish(keys());
        }
    }

    /** Publishes a new key, which signs from {@code from} on; the older ones stay. Its id. */
    String rotate(Instant from) {
        PublicJsonWebKey made = newKey();
        made.setOtherParameter(SIGNS_FROM, from.getEpochSecond());
        List<PublicJsonWebKey> all = new ArrayList<>(List.of(made));
        all.addAll(Files.exists(secret) ? keys() : List.of());
        publish(all);
        keep(all);
        return made.getKeyId();
    }

    /** Drops all keys but the newest, which signs from now on: the others' tokens are refused once services have read. */
    int retire() {
        List<PublicJsonWebKey> all = keys();
        PublicJsonWebKey newest = all.get(0);
        newest.setOtherParameter(SIGNS_FROM, 0L);
        publish(List.of(newest));
        keep(List.of(newest));
        return all.size() - 1;
    }

    /** The key that signs at {@code now}: the newest whose time has come. */
    PublicJsonWebKey current(Instant now) {
        List<PublicJsonWebKey> all = keys();
        return all.stream()
                .filter(key ->
                        key.getOtherParameterValue(SIGNS_FROM, Number.class).longValue() <= now.getEpochSecond())
                .findFirst()
                .orElse(all.get(all.size() - 1));
    }

    private List<PublicJsonWebKey> keys() {
        try {
            List<PublicJsonWebKey> keys = new ArrayList<>();
            for (JsonWebKey key : new JsonWebKeySet(SecretFiles.read(secret)).getJsonWebKeys()) {
                keys.add((PublicJsonWebKey) key);
            }
            return keys;
        } catch (JoseException | ClassCastException e) {
            throw new Failure(ExitCode.USAGE, secret + ": not a set of JSON Web Keys", e);
        }
    }

    private void keep(List<PublicJsonWebKey> keys) {
        SecretFiles.write(secret, new JsonWebKeySet(keys).toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE) + "\n");
    }

    private void publish(List<PublicJsonWebKey> keys) {
        List<JsonWebKey> halves = new ArrayList<>();
        for (PublicJsonWebKey key : keys) {
            halves.add(publicHalf(key));
        }
        SecretFiles.write(
                published, new JsonWebKeySet(halves).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY) + "\n");
    }

    private static PublicJsonWebKey newKey() {
        try {
            PublicJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
            return usedForSigning(key);
        } catch (JoseException e) {
            throw new IllegalStateException("This Java has no curve P-256", e);
        }
    }

    private static PublicJsonWebKey publicHalf(PublicJsonWebKey key) {
        try {
            PublicJsonWebKey half = PublicJsonWebKey.Factory.newPublicJwk(key.getPublicKey());
            half.setKeyId(key.getKeyId());
            return usedForSigning(half);
        } catch (JoseException e) {
            throw new IllegalStateException("This Java has no curve P-256", e);
        }
    }

    private static PublicJsonWebKey usedForSigning(PublicJsonWebKey key) {
        key.setUse(Use.SIGNATURE);
        key.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        return key;
    }
}
