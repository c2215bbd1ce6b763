package dev.touchline.cli.local;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked from the jar on the class path once into a folder that later runs use again. */
final class PostgresBinaries {
    private static final int OWNER_EXECUTES = 0100;

    private PostgresBinaries() {}

    /** The folder with {@code bin/postgres} in it, below {@code cache}. */
    static Path unpackInto(Path cache) {
        String resource = resource(System.getProperty("os.name"), System.getProperty("os.arch"));
        Path folder = cache.resolve(resource.substring(0, resource.length() - ".txz".length()));
        if (Files.isExecutable(folder.resolve("bin/postgres"))) {
            return folder;
        }
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream("/" + resource)) {
            if (packed == null) {
                throw new Failure(
                        ExitCode.NOT_STARTED,
                        "no PostgreSQL for this machine (" + resource + "); name one by TOUCHLINE_DB_URL");
            }
            Files.createDirectories(cache);
            Path temporary = Files.createTempDirectory(cache, "unpacking-");
            unpack(packed, temporary);
            moveUnlessThere(temporary, folder);
            return folder;
        } catch (IOException e) {
            throw new Failure(ExitCode.NOT_STARTED, folder + ": cannot be unpacked: " + e.getMessage(), e);
        }
    }

    /** Name of the archive for an operating system and processor, as Java calls them. */
    static String resource(String os, String arch) {
        String system = os.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        boolean arm = arch.equals("aarch64") || arch.equals("arm64");
        return "postgres-" + system + "-" + (arm ? "arm_64" : "x86_64") + ".txz";
    }

    private static void unpack(InputStream packed, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new BufferedInputStream(new XZInputStream(packed), 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException(entry.getName() + " leads out of the archive");
                }
                write(tar, entry, path);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        if ((entry.getMode() & OWNER_EXECUTES) != 0) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static void moveUnlessThere(Path temporary, Path folder) throws IOException {
        try {
            Files.move(temporary, folder);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            Folders.delete(temporary);
        }
    }
}
