package dev.touchline.cli.authority;

import dev.touchline.cli.peer.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * The certificates of the services, one folder each in cert-manager's layout: {@code tls.crt}, {@code tls.key}, {@code ca.crt}.
 * A folder is mounted as it is into its service.
 */
final class ServiceCertificates {
    private static final int LEFT_BEFORE_RENEWAL = 3;

    private final Path folder;
    private final Supplier<CertificateAuthority> signer;

    ServiceCertificates(Path folder, Supplier<CertificateAuthority> signer) {
        this.folder = folder;
        this.signer = signer;
    }

    /** Where a service's certificate and key are. */
    Path of(Service service) {
        return folder.resolve(service.serviceName());
    }

    /** Makes those that are missing, of another authority, or past two thirds of their life; how many. */
    int ensure(Instant now, Duration life) {
        CertificateAuthority authority = signer.get();
        int made = 0;
        for (Service service : Service.values()) {
            if (!good(service, authority, now)) {
                issue(service, authority, now, life);
                made++;
            }
        }
        return made;
    }

    /** Makes all of them anew; services read them again by themselves. */
    void renew(Instant now, Duration life) {
        CertificateAuthority authority = signer.get();
        for (Service service : Service.values()) {
            issue(service, authority, now, life);
        }
    }

    private boolean good(Service service, CertificateAuthority authority, Instant now) {
        Path file = of(service).resolve("tls.crt");
        if (!Files.exists(file) || !Files.exists(of(service).resolve("tls.key"))) {
            return false;
        }
        X509Certificate certificate = Pem.certificate(file);
        Instant begin = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        Duration spare = Duration.between(begin, end).dividedBy(LEFT_BEFORE_RENEWAL);
        return now.isBefore(end.minus(spare)) && authority.signed(certificate);
    }

    /** The key goes first: a service that reads in between finds a pair that does not fit, and reads again later. */
    private void issue(Service service, CertificateAuthority authority, Instant now, Duration life) {
        CertificateAuthority.Issued issued = authority.issue(service.serviceName(), names(service), now, life);
        Path target = SecretFiles.folder(of(service));
        SecretFiles.write(target.resolve("ca.crt"), Pem.of(authority.certificate()));
        SecretFiles.write(target.resolve("tls.key"), Pem.of(issued.key()));
        SecretFiles.write(target.resolve("tls.crt"), Pem.of(issued.certificate()));
    }

    /** The names a service is called by: on this machine, and in a cluster. */
    private static List<GeneralName> names(Service service) {
        String name = service.serviceName();
        return List.of(
                new GeneralName(GeneralName.dNSName, name),
                new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                new GeneralName(GeneralName.dNSName, name + ".touchline.svc"),
                new GeneralName(GeneralName.dNSName, name + ".touchline.svc.cluster.local"));
    }
}
