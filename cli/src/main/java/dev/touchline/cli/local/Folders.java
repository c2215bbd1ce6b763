package dev.touchline.cli.local;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that a run makes and removes. */
public final class Folders {
    private Folders() {}

    /** Makes a folder if it does not exist. */
    static Path make(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new Failure(ExitCode.NOT_STARTED, folder + ": cannot be made: " + e.getMessage(), e);
        }
    }

    /** Deletes a folder with all it holds; nothing happens if it does not exist. */
    public static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
