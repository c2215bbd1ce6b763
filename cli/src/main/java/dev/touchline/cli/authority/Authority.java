package dev.touchline.cli.authority;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.peer.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Who vouches for the services and clients of one installation: a certificate authority and a key that signs tokens, in one
 * folder that only its owner can read. Nothing in it leaves this machine by itself.
 */
public final class Authority {
    /** How long certificates of services are good if nothing else is said. */
    public static final Duration CERTIFICATE_LIFE = Duration.ofDays(90);

    private final Path folder;
    private final ServiceCertificates certificates;
    private final SigningKeys keys;

    private Authority(Path folder) {
        this.folder = folder;
        // Most commands only sign a token, and need not read what signs certificates.
        this.certificates = new ServiceCertificates(folder, () -> CertificateAuthority.in(folder));
        this.keys = new SigningKeys(folder);
    }

    /** Whether there is one in {@code folder}. */
    public static boolean exists(Path folder) {
        return Files.isRegularFile(folder.resolve("ca.crt")) && Files.isRegularFile(folder.resolve("ca.key"));
    }

    /** The authority in {@code folder}; a usage failure if there is none. */
    public static Authority in(Path folder) {
        if (!exists(folder)) {
            throw new Failure(
                    ExitCode.USAGE, folder + ": holds no authority (expected: made by `touchline authority init`)");
        }
        return new Authority(folder);
    }

    /** The authority in {@code folder}, made if there is none; what it lacks is made, the rest stays. */
    public static Authority ensure(Path folder, Instant now, Duration certificateLife) {
        if (!exists(folder)) {
            CertificateAuthority signer = CertificateAuthority.create(now);
            SecretFiles.folder(folder);
            SecretFiles.write(folder.resolve("ca.key"), Pem.of(signer.key()));
            SecretFiles.write(folder.resolve("ca.crt"), Pem.of(signer.certificate()));
        }
        Authority authority = in(folder);
        authority.certificates.ensure(now, certificateLife);
        authority.keys.ensure();
        return authority;
    }

    /** The certificate that clients and services trust. */
    public Path ca() {
        return folder.resolve("ca.crt");
    }

    /** The folder with a service's certificate and key. */
    public Path tls(Service service) {
        return certificates.of(service);
    }

    /** The public keys that services verify tokens by. */
    public Path jwks() {
        return keys.jwks();
    }

    /** A signed token, good from {@code now}. */
    public String token(Grant grant, Tokens tokens, Instant now) {
        return tokens.sign(grant, keys.current(now), now);
    }

    /** New keys and certificates for all services. */
    void renew(Instant now, Duration life) {
        certificates.renew(now, life);
    }

    /** A new key, published now, that signs from {@code from} on; its id. */
    String rotate(Instant from) {
        return keys.rotate(from);
    }

    /** Withdraws the older signing keys; how many. */
    int retire() {
        return keys.retire();
    }
}
