package dev.touchline.cli.local;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret keys of a run: made once, kept for all later runs in files that only their owner can read. Without them nobody
 * is recognised.
 *
 * @param hash key of the identifiers' hashes, the same for all services
 * @param encryption key of the identifiers' values, for member-svc alone; 32 bytes in Base64
 */
record LocalKeys(String hash, String encryption) {
    private static final int BYTES = 32;

    /** The keys kept in {@code folder}. */
    static LocalKeys in(Path folder) {
        return new LocalKeys(key(folder.resolve("identity.key")), key(folder.resolve("encryption.key")));
    }

    private static String key(Path file) {
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
