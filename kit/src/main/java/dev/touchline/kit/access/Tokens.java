package dev.touchline.kit.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.Key;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Reads JSON Web Tokens (RFC 7519): signed with ES256 or RS256 by a key that the issuer publishes and the token names, not
 * expired, for us, and saying a role with the scope that the role needs.
 */
final class Tokens {

    private static final int LEEWAY_SECONDS = 30;
    private static final int MAX_KEYS = 1_000;
    private static final int MAX_PROVEN = 10_000;
    private static final AlgorithmConstraints ALGORITHMS = new AlgorithmConstraints(
            ConstraintType.PERMIT,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
            AlgorithmIdentifiers.RSA_USING_SHA256);

    private final String issuer;
    private final String audience;
    private final Supplier<List<JsonWebKey>> keys;
    private final Clock clock;

    // A signature costs more to verify than most calls cost to answer. What was proven counts as long as the keys by
    // which
    // it was are those in force: they are read anew every minute, and then each token is verified again.
    private final Cache<String, Proven> proven =
            Caffeine.newBuilder().maximumSize(MAX_PROVEN).build();

    private record Proven(Caller caller, List<JsonWebKey> by, Instant until) {}

    Tokens(String issuer, String audience, Supplier<List<JsonWebKey>> keys, Clock clock) {
        this.issuer = issuer;
        this.audience = audience;
        this.keys = keys;
        this.clock = clock;
    }

    /** The caller that a token proves; a failure that names the cause if it proves none. */
    Caller caller(String token) throws InvalidTokenException {
        List<JsonWebKey> current = keys.get();
        Proven known = proven.getIfPresent(token);
        if (known != null && known.by() == current && clock.instant().isBefore(known.until())) {
            return known.caller();
        }
        Proven fresh = verify(token, current);
        proven.put(token, fresh);
        return fresh.caller();
    }

    private Proven verify(String token, List<JsonWebKey> current) throws InvalidTokenException {
        try {
            JwtClaims claims = new JwtConsumerBuilder()
                    .setVerificationKeyResolver((signature, nesting) -> key(signature, current))
                    .setJwsAlgorithmConstraints(ALGORITHMS)
                    .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                    .setAllowedClockSkewInSeconds(LEEWAY_SECONDS)
                    .setRequireExpirationTime()
                    .setRequireSubject()
                    .setExpectedIssuer(issuer)
                    .setExpectedAudience(audience)
                    .build()
                    .processToClaims(token);
            Instant until = Instant.ofEpochMilli(claims.getExpirationTime().getValueInMillis());
            return new Proven(caller(claims), current, until.plusSeconds(LEEWAY_SECONDS));
        } catch (InvalidJwtException refused) {
            throw new InvalidTokenException(cause(refused));
        } catch (MalformedClaimException odd) {
            throw new InvalidTokenException("malformed");
        }
    }

    private static Key key(JsonWebSignature token, List<JsonWebKey> current) throws UnresolvableKeyException {
        String id = token.getKeyIdHeaderValue();
        return current.stream()
                .filter(key -> id != null && id.equals(key.getKeyId()))
                .findFirst()
                .orElseThrow(() -> new UnresolvableKeyException("no key with the id of the token"))
                .getKey();
    }

    private static Caller caller(JwtClaims claims) throws InvalidTokenException, MalformedClaimException {
        Role role = Role.of(claims.getStringClaimValue("role")).orElseThrow(() -> new InvalidTokenException("role"));
        Caller caller = new Caller(claims.getSubject(), role, limit(claims, "brands"), limit(claims, "stores"));
        boolean placed =
                switch (role) {
                    case TILL, GUIDE_APP -> !caller.stores().isEmpty();
                    case MINI_PROGRAM -> !caller.brands().isEmpty();
                    case HEADQUARTERS, AUDITOR, SERVICE -> true;
                };
        if (!placed) {
            throw new InvalidTokenException("scope");
        }
        return caller;
    }

    private static Set<String> limit(JwtClaims claims, String name)
            throws InvalidTokenException, MalformedClaimException {
        if (!claims.hasClaim(name)) {
            return Set.of();
        }
        List<String> named = claims.getStringListClaimValue(name);
        // An empty list is not "no limit": whoever wrote it meant nothing at all.
        if (named.isEmpty() || named.size() > MAX_KEYS) {
            throw new InvalidTokenException("scope");
        }
        return Set.copyOf(named);
    }

    private static String cause(InvalidJwtException refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvableKeyException) {
                return "key-unknown";
            }
        }
        if (refused.hasErrorCode(ErrorCodes.SIGNATURE_INVALID)) {
            return "signature";
        }
        if (refused.hasExpired()) {
            return "expired";
        }
        if (refused.hasErrorCode(ErrorCodes.ISSUER_INVALID) || refused.hasErrorCode(ErrorCodes.ISSUER_MISSING)) {
            return "issuer";
        }
        if (refused.hasErrorCode(ErrorCodes.AUDIENCE_INVALID) || refused.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)) {
            return "audience";
        }
        return "malformed";
    }
}
