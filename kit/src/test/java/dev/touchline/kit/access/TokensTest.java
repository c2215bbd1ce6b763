package dev.touchline.kit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;

class TokensTest {

    private static final Instant NOW = Instant.parse("2026-11-11T00:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofHours(1));

    private final TokenMaker issuer = new TokenMaker("k1");
    private final AtomicReference<List<JsonWebKey>> published = new AtomicReference<>(List.of(issuer.key));
    private final Tokens tokens =
            new Tokens("touchline", "touchline", published::get, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void goodToken_provesSubjectRoleAndScope() throws InvalidTokenException {
        JwtClaims claims = TokenMaker.claims(Role.TILL, LATER, List.of("S01", "S02"), List.of("acme"));

        Caller caller = tokens.caller(issuer.sign(claims));

        assertThat(caller.subject()).isEqualTo("client-1");
        assertThat(caller.role()).isEqualTo(Role.TILL);
        assertThat(caller.stores()).containsExactlyInAnyOrder("S01", "S02");
        assertThat(caller.brands()).containsExactly("acme");
        assertThat(caller.wholeGroup()).isFalse();
    }

    @Test
    void headquartersWithoutScope_isTheWholeGroup() throws InvalidTokenException {
        assertThat(tokens.caller(issuer.sign(TokenMaker.claims(Role.HEADQUARTERS, LATER)))
                        .wholeGroup())
                .isTrue();
    }

    @Test
    void expiredToken_isRefusedOnceTheLeewayIsOver() throws InvalidTokenException {
        JwtClaims justInside = TokenMaker.claims(Role.AUDITOR, NOW.minusSeconds(29));
        JwtClaims past = TokenMaker.claims(Role.AUDITOR, NOW.minusSeconds(31));

        assertThat(tokens.caller(issuer.sign(justInside)).role()).isEqualTo(Role.AUDITOR);
        refuses(issuer.sign(past), "expired");
    }

    @Test
    void tokenThatWasAcceptedBefore_isRefusedOnceItHasExpired() throws InvalidTokenException {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        Tokens later = new Tokens("touchline", "touchline", published::get, new MovableClock(now));
        String token = issuer.sign(TokenMaker.claims(Role.AUDITOR, LATER));
        assertThat(later.caller(token)).isEqualTo(later.caller(token));

        now.set(LATER.plusSeconds(31));

        assertThatThrownBy(() -> later.caller(token)).hasMessage("expired");
    }

    private static final class MovableClock extends Clock {
        private final AtomicReference<Instant> now;

        MovableClock(AtomicReference<Instant> now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void tokenForgedUnderAKnownKeyId_isRefused() {
        TokenMaker forger = new TokenMaker("k1");

        refuses(forger.sign(TokenMaker.claims(Role.HEADQUARTERS, LATER)), "signature");
    }

    @Test
    void tokenOfAnUnknownKey_isRefused() {
        refuses(new TokenMaker("k2").sign(TokenMaker.claims(Role.HEADQUARTERS, LATER)), "key-unknown");
    }

    @Test
    void rotation_acceptsBothKeysUntilTheOldOneIsRetired() throws InvalidTokenException {
        TokenMaker next = new TokenMaker("k2");
        String old = issuer.sign(TokenMaker.claims(Role.AUDITOR, LATER));
        String fresh = next.sign(TokenMaker.claims(Role.AUDITOR, LATER));

        published.set(List.of(issuer.key, next.key));

        assertThat(tokens.caller(old)).isEqualTo(tokens.caller(fresh));
        published.set(List.of(next.key));
        refuses(old, "key-unknown");
    }

    @Test
    void otherIssuerOrAudience_isRefused() {
        JwtClaims issuedElsewhere = TokenMaker.claims(Role.AUDITOR, LATER);
        issuedElsewhere.setIssuer("somebody");
        JwtClaims meantForOthers = TokenMaker.claims(Role.AUDITOR, LATER);
        meantForOthers.setAudience("somebody");

        refuses(issuer.sign(issuedElsewhere), "issuer");
        refuses(issuer.sign(meantForOthers), "audience");
    }

    @Test
    void tokenWithoutEndOrSubject_isRefused() {
        JwtClaims endless = TokenMaker.claims(Role.AUDITOR, LATER);
        endless.unsetClaim("exp");
        JwtClaims nobody = TokenMaker.claims(Role.AUDITOR, LATER);
        nobody.unsetClaim("sub");

        refuses(issuer.sign(endless), "malformed");
        refuses(issuer.sign(nobody), "malformed");
    }

    @Test
    void roleWithoutTheScopeItNeeds_isRefused() {
        refuses(issuer.sign(TokenMaker.claims(Role.TILL, LATER)), "scope");
        refuses(issuer.sign(TokenMaker.claims(Role.GUIDE_APP, LATER, List.of(), List.of("acme"))), "scope");
        refuses(issuer.sign(TokenMaker.claims(Role.MINI_PROGRAM, LATER, List.of("S01"), List.of())), "scope");
    }

    @Test
    void emptyScope_isNotTheWholeGroup() {
        JwtClaims claims = TokenMaker.claims(Role.HEADQUARTERS, LATER);
        claims.setStringListClaim("brands", List.of());

        refuses(issuer.sign(claims), "scope");
    }

    @Test
    void unknownRole_isRefused() {
        JwtClaims claims = TokenMaker.claims(Role.AUDITOR, LATER);
        claims.setStringClaim("role", "root");

        refuses(issuer.sign(claims), "role");
    }

    @Test
    void unsignedToken_isRefused() {
        String header = encode("{\"alg\":\"none\",\"kid\":\"k1\"}");
        String body = encode(TokenMaker.claims(Role.HEADQUARTERS, LATER).toJson());

        refuses(header + "." + body + ".", "malformed");
        refuses("no token at all", "malformed");
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void refuses(String token, String cause) {
        assertThatThrownBy(() -> tokens.caller(token))
                .isInstanceOf(InvalidTokenException.class)
                .hasMessage(cause);
    }
}
