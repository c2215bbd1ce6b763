package dev.touchline.cli.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchline.cli.Failure;
import dev.touchline.cli.peer.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuthorityTest {
    private static final Grant TILL = new Grant(Role.TILL, List.of("S001"), List.of(), "till-7", Duration.ofHours(12));

    @TempDir
    private Path folder;

    private Authority made() {
        return Authority.ensure(folder.resolve("authority"), Instant.now(), Duration.ofDays(90));
    }

    private static X509Certificate certificate(Authority authority, Service service) {
        return Pem.certificate(authority.tls(service).resolve("tls.crt"));
    }

    private static JwtConsumer consumer(Authority authority) throws Exception {
        JsonWebKeySet keys = new JsonWebKeySet(Files.readString(authority.jwks()));
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
                .setExpectedIssuer("touchline")
                .setExpectedAudience("touchline")
                .setRequireExpirationTime()
                .build();
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void certificateOfService_leadsToTheAuthorityAndNamesTheService(Service service) throws Exception {
        Authority authority = made();
        X509Certificate certificate = certificate(authority, service);
        PKIXParameters trust = new PKIXParameters(Set.of(new TrustAnchor(Pem.certificate(authority.ca()), null)));
        trust.setRevocationEnabled(false);

        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)), trust);

        assertThat(certificate.getSubjectX500Principal().getName()).contains("CN=" + service.serviceName());
        assertThat(certificate.getSubjectAlternativeNames().stream()
                        .map(name -> name.get(1).toString()))
                .containsExactlyInAnyOrder(
                        service.serviceName(),
                        "localhost",
                        "127.0.0.1",
                        service.serviceName() + ".touchline.svc",
                        service.serviceName() + ".touchline.svc.cluster.local");
        assertThat(certificate.getExtendedKeyUsage()).hasSize(2);
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(authority.tls(service).resolve("ca.crt")).hasSameTextualContentAs(authority.ca());
        assertThat(Files.readString(authority.tls(service).resolve("tls.key")))
                .startsWith("-----BEGIN PRIVATE KEY-----");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void filesAndFolders_areOpenToTheirOwnerAlone() throws IOException {
        made();

        try (Stream<Path> all = Files.walk(folder.resolve("authority"))) {
            assertThat(all).hasSizeGreaterThan(15).allSatisfy(path -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void madeTwice_staysAsItIs() throws IOException {
        Authority first = made();
        X509Certificate before = certificate(first, Service.REPORT);
        String keys = Files.readString(first.jwks());

        Authority second = made();

        assertThat(certificate(second, Service.REPORT)).isEqualTo(before);
        assertThat(second.jwks()).hasContent(keys.strip());
    }

    @Test
    void certificatePastTwoThirdsOfItsLife_isMadeAnew() {
        Instant longAgo = Instant.now().minus(Duration.ofDays(70));
        Authority old = Authority.ensure(folder.resolve("authority"), longAgo, Duration.ofDays(90));
        X509Certificate before = certificate(old, Service.TOUCH);

        X509Certificate after = certificate(made(), Service.TOUCH);

        assertThat(after).isNotEqualTo(before);
        assertThat(after.getNotAfter().toInstant()).isAfter(Instant.now().plus(Duration.ofDays(80)));
    }

    @Test
    void certificatesOfAnotherAuthority_areReplaced() throws IOException {
        Authority other = Authority.ensure(folder.resolve("other"), Instant.now(), Duration.ofDays(90));
        Authority authority = made();
        Files.copy(
                other.tls(Service.MEMBER).resolve("tls.crt"),
                authority.tls(Service.MEMBER).resolve("tls.crt"),
                StandardCopyOption.REPLACE_EXISTING);

        Authority again = made();

        assertThat(certificate(again, Service.MEMBER).getIssuerX500Principal())
                .isEqualTo(Pem.certificate(again.ca()).getSubjectX500Principal());
    }

    @Test
    void renewed_sameAuthorityOtherKeys() {
        Authority authority = made();
        X509Certificate before = certificate(authority, Service.MEMBER);

        authority.renew(Instant.now(), Duration.ofDays(30));

        X509Certificate after = certificate(authority, Service.MEMBER);
        assertThat(after.getPublicKey()).isNotEqualTo(before.getPublicKey());
        assertThat(after.getIssuerX500Principal()).isEqualTo(before.getIssuerX500Principal());
    }

    @Test
    void token_isVerifiedByThePublishedKeysAndSaysWhatWasGranted() throws Exception {
        Authority authority = made();

        JwtClaims claims = consumer(authority).processToClaims(authority.token(TILL, Tokens.USUAL, Instant.now()));

        assertThat(claims.getStringClaimValue("role")).isEqualTo("till");
        assertThat(claims.getStringListClaimValue("stores")).containsExactly("S001");
        assertThat(claims.hasClaim("brands")).isFalse();
        assertThat(claims.getSubject()).isEqualTo("till-7");
        assertThat(claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue())
                .isEqualTo(Duration.ofHours(12).toSeconds());
    }

    @Test
    void publishedKeys_holdNoSecret() throws IOException {
        Authority authority = made();
        authority.rotate(Instant.EPOCH);

        assertThat(Files.readString(authority.jwks())).contains("\"kid\"").doesNotContain("\"d\"", "signs_from");
    }

    @Test
    void rotated_olderTokensAreGoodUntilTheirKeyIsRetired() throws Exception {
        Authority authority = made();
        String old = authority.token(TILL, Tokens.USUAL, Instant.now());

        authority.rotate(Instant.EPOCH);
        String young = authority.token(TILL, Tokens.USUAL, Instant.now());

        assertThat(consumer(authority).processToClaims(old).getSubject()).isEqualTo("till-7");
        assertThat(consumer(authority).processToClaims(young).getSubject()).isEqualTo("till-7");
        assertThat(authority.retire()).isEqualTo(1);
        assertThat(consumer(authority).processToClaims(young).getSubject()).isEqualTo("till-7");
        assertThatThrownBy(() -> consumer(authority).processToClaims(old)).isInstanceOf(InvalidJwtException.class);
    }

    @Test
    void newKey_isPublishedBeforeItSigns() throws Exception {
        Authority authority = made();
        Instant settled = Instant.now().plusSeconds(120);

        String id = authority.rotate(settled);

        assertThat(keyOf(authority.token(TILL, Tokens.USUAL, Instant.now()))).isNotEqualTo(id);
        assertThat(keyOf(authority.token(TILL, Tokens.USUAL, settled))).isEqualTo(id);
        assertThat(Files.readString(authority.jwks())).contains(id);
    }

    private static String keyOf(String token) throws Exception {
        return JsonWebStructure.fromCompactSerialization(token).getKeyIdHeaderValue();
    }

    @Test
    void tillWithoutStore_isRefused() {
        assertThatThrownBy(() -> new Grant(Role.TILL, List.of(), List.of("b"), "t", Duration.ofHours(1)))
                .isInstanceOf(Failure.class)
                .hasMessage("--store: none (expected: at least one for till)");
    }

    @Test
    void longestLife_isGrantedAndOneSecondMoreIsNot() {
        assertThat(new Grant(Role.AUDITOR, List.of(), List.of(), "a", Grant.LONGEST).life())
                .isEqualTo(Duration.ofDays(366));
        assertThatThrownBy(() -> new Grant(Role.AUDITOR, List.of(), List.of(), "a", Grant.LONGEST.plusSeconds(1)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("--ttl");
    }
}
