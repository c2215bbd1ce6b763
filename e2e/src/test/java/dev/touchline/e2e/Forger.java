package dev.touchline.e2e;

import dev.touchline.cli.authority.Authority;
import dev.touchline.cli.authority.Grant;
import dev.touchline.cli.authority.Role;
import dev.touchline.cli.authority.Tokens;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Makes tokens that no service may accept, each good but for one thing. */
final class Forger {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Grant HEADQUARTERS = new Grant(Role.HEADQUARTERS, List.of(), List.of(), "forger", HOUR);

    private final Authority authority;

    Forger(Path authority) {
        this.authority = Authority.in(authority);
    }

    /** The tokens, by the cause that services must name. */
    Map<String, String> tokens() throws JoseException {
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("expired", good(Tokens.USUAL, Instant.now().minus(HOUR.multipliedBy(2))));
        tokens.put("issuer", good(new Tokens("somebody", "touchline"), Instant.now()));
        tokens.put("audience", good(new Tokens("touchline", "somewhere"), Instant.now()));
        String good = good(Tokens.USUAL, Instant.now());
        String id = JsonWebStructure.fromCompactSerialization(good).getKeyIdHeaderValue();
        tokens.put("signature", signedByMyOwnKey(good, id));
        tokens.put("key-unknown", signedByMyOwnKey(good, "my-own-key"));
        tokens.put("malformed", unsigned(good, id));
        return tokens;
    }

    private String good(Tokens tokens, Instant now) {
        return authority.token(HEADQUARTERS, tokens, now);
    }

    private static String signedByMyOwnKey(String token, String keyId) throws JoseException {
        PublicJsonWebKey mine = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        JsonWebSignature forged = new JsonWebSignature();
        forged.setPayload(payload(token));
        forged.setKey(mine.getPrivateKey());
        forged.setKeyIdHeaderValue(keyId);
        forged.setAlgorithmHeaderValue("ES256");
        return forged.getCompactSerialization();
    }

    /** The algorithm "none", which libraries once took for a valid signature. */
    private static String unsigned(String token, String keyId) {
        String header = "{\"alg\":\"none\",\"kid\":\"" + keyId + "\"}";
        return base64(header) + "." + token.split("\\.")[1] + ".";
    }

    private static String payload(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
