package dev.touchline.kit.access;

import java.time.Instant;
import java.util.List;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** An issuer of tokens with a key of its own. */
final class TokenMaker {

    final EllipticCurveJsonWebKey key;

    TokenMaker(String keyId) {
        try {
            key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(keyId);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Claims of a good token, to be spoiled by tests. */
    static JwtClaims claims(Role role, Instant expires) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("touchline");
        claims.setAudience("touchline");
        claims.setSubject("client-1");
        claims.setExpirationTime(NumericDate.fromSeconds(expires.getEpochSecond()));
        claims.setStringClaim("role", role.word());
        return claims;
    }

    static JwtClaims claims(Role role, Instant expires, List<String> stores, List<String> brands) {
        JwtClaims claims = claims(role, expires);
        if (!stores.isEmpty()) {
            claims.setStringListClaim("stores", stores);
        }
        if (!brands.isEmpty()) {
            claims.setStringListClaim("brands", brands);
        }
        return claims;
    }

    String sign(JwtClaims claims) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
