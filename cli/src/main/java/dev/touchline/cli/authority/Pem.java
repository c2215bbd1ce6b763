package dev.touchline.cli.authority;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;

/** Certificates and keys as text: keys in PKCS#8, which is what cert-manager writes and Java servers read. */
final class Pem {
    private Pem() {}

    static String of(X509Certificate certificate) {
        return write(certificate);
    }

    static String of(PrivateKey key) {
        return write(new PemObject("PRIVATE KEY", key.getEncoded()));
    }

    private static String write(Object content) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    static X509Certificate certificate(Path file) {
        try {
            return new JcaX509CertificateConverter().getCertificate(read(file, X509CertificateHolder.class));
        } catch (CertificateException e) {
            throw new Failure(ExitCode.USAGE, file + ": " + e.getMessage(), e);
        }
    }

    static PrivateKey key(Path file) {
        try {
            return new JcaPEMKeyConverter().getPrivateKey(read(file, PrivateKeyInfo.class));
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, file + ": not a private key (expected: PKCS#8 in PEM)", e);
        }
    }

    private static <T> T read(Path file, Class<T> type) {
        try (PEMParser parser = new PEMParser(new StringReader(SecretFiles.read(file)))) {
            Object found = parser.readObject();
            if (type.isInstance(found)) {
                return type.cast(found);
            }
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, file + ": not PEM: " + e.getMessage(), e);
        }
        throw new Failure(ExitCode.USAGE, file + ": holds no " + type.getSimpleName());
    }
}
