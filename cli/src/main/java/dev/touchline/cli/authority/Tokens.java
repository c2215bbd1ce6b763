package dev.touchline.cli.authority;

import java.time.Instant;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * Signs tokens (JWT, RFC 7519).
 *
 * @param issuer claim {@code iss}
 * @param audience claim {@code aud}
 */
public record Tokens(String issuer, String audience) {
    /** What services expect unless they are told otherwise. */
    public static final Tokens USUAL = new Tokens("touchline", "touchline");

    /** A token in compact form, good from {@code now}. */
    String sign(Grant grant, PublicJsonWebKey key, Instant now) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setAudience(audience);
        claims.setSubject(grant.subject());
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(now.plus(grant.life()).getEpochSecond()));
        claims.setStringClaim("role", grant.role().label());
        if (!grant.brands().isEmpty()) {
            claims.setStringListClaim("brands", grant.brands());
        }
        if (!grant.stores().isEmpty()) {
            claims.setStringListClaim("stores", grant.stores());
        }
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(key.getAlgorithm());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("This Java cannot sign with " + key.getAlgorithm(), e);
        }
    }
}
