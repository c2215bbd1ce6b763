package dev.touchline.cli.authority;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Signs certificates of services. Keys are of the curve P-256; the authority's own certificate may sign services' and nothing
 * below them (RFC 5280, path length 0).
 *
 * @param certificate its own, which clients and services trust
 * @param key what it signs with
 */
record CertificateAuthority(X509Certificate certificate, PrivateKey key) {
    private static final Duration OWN_LIFE = Duration.ofDays(3650);
    /** Clocks of machines differ; a new certificate must be good on all of them. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final int SERIAL_BITS = 127;
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A certificate and the key it is about. */
    record Issued(X509Certificate certificate, PrivateKey key) {}

    /** The one that is kept in {@code folder}. */
    static CertificateAuthority in(Path folder) {
        return new CertificateAuthority(Pem.certificate(folder.resolve("ca.crt")), Pem.key(folder.resolve("ca.key")));
    }

    /** Makes a new authority, good for ten years. */
    static CertificateAuthority create(Instant now) {
        KeyPair pair = newKey();
        // Its serial number tells it from other authorities, which all bear the same name.
        BigInteger serial = serial();
        X500Principal name = new X500Principal("CN=Touchline authority " + serial.toString(16) + ",O=Touchline");
        X509v3CertificateBuilder builder = builder(name, serial, now, OWN_LIFE, name, pair.getPublic());
        X509Certificate certificate = sign(
                builder,
                pair.getPrivate(),
                new Extra(Extension.basicConstraints, true, new BasicConstraints(0)),
                new Extra(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign)),
                new Extra(Extension.subjectKeyIdentifier, false, utils().createSubjectKeyIdentifier(pair.getPublic())));
        return new CertificateAuthority(certificate, pair.getPrivate());
    }

    /** A new key and certificate for a service, for serving and for calling others. */
    Issued issue(String commonName, List<GeneralName> names, Instant now, Duration life) {
        KeyPair pair = newKey();
        X509v3CertificateBuilder builder = builder(
                certificate.getSubjectX500Principal(),
                serial(),
                now,
                life,
                new X500Principal("CN=" + commonName + ",O=Touchline"),
                pair.getPublic());
        KeyPurposeId[] purposes = {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
        X509Certificate issued = sign(
                builder,
                key,
                new Extra(Extension.basicConstraints, true, new BasicConstraints(false)),
                new Extra(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature)),
                new Extra(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes)),
                new Extra(Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new))),
                new Extra(Extension.subjectKeyIdentifier, false, utils().createSubjectKeyIdentifier(pair.getPublic())),
                new Extra(
                        Extension.authorityKeyIdentifier,
                        false,
                        utils().createAuthorityKeyIdentifier(certificate.getPublicKey())));
        return new Issued(issued, pair.getPrivate());
    }

    /** Whether it signed {@code other}. */
    boolean signed(X509Certificate other) {
        try {
            other.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private record Extra(
            org.bouncycastle.asn1.ASN1ObjectIdentifier id,
            boolean critical,
            org.bouncycastle.asn1.ASN1Encodable value) {}

    private static X509v3CertificateBuilder builder(
            X500Principal issuer, BigInteger serial, Instant now, Duration life, X500Principal subject, PublicKey key) {
        return new JcaX509v3CertificateBuilder(
                issuer, serial, Date.from(now.minus(SKEW)), Date.from(now.plus(life)), subject, key);
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key, Extra... extras) {
        try {
            for (Extra extra : extras) {
                builder.addExtension(extra.id(), extra.critical(), extra.value());
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key)));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("This Java cannot sign with " + SIGNATURE, e);
        }
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no curve P-256", e);
        }
    }

    private static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS - 1);
    }

    private static JcaX509ExtensionUtils utils() {
        try {
            return new JcaX509ExtensionUtils();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no SHA-1, which key identifiers use", e);
        }
    }
}
