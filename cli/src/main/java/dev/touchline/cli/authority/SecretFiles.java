package dev.touchline.cli.authority;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner can read, and folders that only their owner can enter. */
final class SecretFiles {
    private SecretFiles() {}

    /** Makes a folder if it does not exist. */
    static Path folder(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return folder;
        } catch (IOException e) {
            throw new Failure(ExitCode.NOT_STARTED, folder + ": cannot be made: " + e.getMessage(), e);
        }
    }

    /** Writes a file whole or not at all: a reader sees the old content or the new, and nobody else sees either. */
    static void write(Path file, String content) {
        Path absolute = file.toAbsolutePath();
        try {
            Path temporary = Files.createTempFile(
                    absolute.getParent(),
                    absolute.getFileName().toString(),
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Files.writeString(temporary, content);
                Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new Failure(ExitCode.NOT_STARTED, file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** Reads a file. */
    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
