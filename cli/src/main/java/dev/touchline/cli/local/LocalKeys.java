package dev.touchline.cli.local;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.authority.Authority;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

/**
 * The secrets of a run: made once, kept for all later runs in files that only their owner can read. Without the keys no member
 * is recognised.
 *
 * @param hash key of the identifiers' hashes, the same for all services
 * @param encryption key of the identifiers' values, for member-svc alone; 32 bytes in Base64
 * @param salt of the arms that touch-svc draws
 * @param authority whom services and this command know each other by
 */
record LocalKeys(String hash, String encryption, String salt, Authority authority) {
    private static final int BYTES = 32;

    /** The secrets of the runs of {@code state}. */
    static LocalKeys of(StateFile state) {
        Path folder = state.folder();
        return new LocalKeys(
                key(folder.resolve("identity.key")),
                key(folder.resolve("encryption.key")),
                key(folder.resolve("arms.salt")),
                Authority.ensure(state.authority(), Instant.now(), Authority.CERTIFICATE_LIFE));
    }

    /** The secret in {@code file}, made if there is none: 32 random bytes in Base64. */
    static String key(Path file) {
        try {
            if (!Files.exists(file)) {
                byte[] key = new byte[BYTES];
                new SecureRandom().nextBytes(key);
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, Base64.getEncoder().encodeToString(key), StandardOpenOption.WRITE);
            }
            return Files.readString(file).strip();
        } catch (FileAlreadyExistsException e) {
            return key(file);
        } catch (IOException e) {
            throw new Failure(ExitCode.NOT_STARTED, file + ": " + e.getMessage(), e);
        }
    }
}
