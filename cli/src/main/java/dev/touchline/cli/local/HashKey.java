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
import java.util.HexFormat;

/** The secret key of the identifiers' hashes: made once, kept for all later runs, for without it nobody is recognised. */
final class HashKey {
    private static final int BYTES = 32;

    private HashKey() {}

    /** The key kept in {@code folder}; readable by its owner only. */
    static String in(Path folder) {
        Path file = folder.resolve("identity.key");
        try {
            if (!Files.exists(file)) {
                byte[] key = new byte[BYTES];
                new SecureRandom().nextBytes(key);
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, HexFormat.of().formatHex(key), StandardOpenOption.WRITE);
            }
            return Files.readString(file).strip();
        } catch (FileAlreadyExistsException e) {
            return in(folder);
        } catch (IOException e) {
            throw new Failure(ExitCode.NOT_STARTED, file + ": " + e.getMessage(), e);
        }
    }
}
