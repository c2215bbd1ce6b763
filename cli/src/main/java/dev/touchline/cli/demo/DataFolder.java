package dev.touchline.cli.demo;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.mapping.Entity;
import dev.touchline.cli.mapping.EntityMapping;
import dev.touchline.cli.mapping.Mapping;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder of files that a mapping knows, in the order in which they are loaded: late ones after all others. */
final class DataFolder {
    private final Path folder;
    private final Mapping mapping;

    /** The folder, or its subfolder {@code mapped} if it has one. */
    DataFolder(Path folder, Mapping mapping) {
        Path mapped = folder.resolve("mapped");
        this.folder = Files.isDirectory(mapped) ? mapped : folder;
        this.mapping = mapping;
    }

    /** The files; a usage failure if a file is missing that the mapping names. */
    List<DataFile> files() {
        List<DataFile> files = new ArrayList<>();
        List<DataFile> late = new ArrayList<>();
        for (Entity entity : Entity.values()) {
            EntityMapping part = mapping.entities().get(entity);
            if (part != null && !part.file().isEmpty()) {
                List<Path> found = matching(part.file());
                if (found.isEmpty()) {
                    throw new Failure(
                            ExitCode.USAGE,
                            folder + ": no file " + part.file() + " (expected by mapping " + mapping.name() + ")");
                }
                found.forEach(path -> files.add(new DataFile(entity, path)));
            }
            if (part != null && !part.lateFile().isEmpty()) {
                matching(part.lateFile()).forEach(path -> late.add(new DataFile(entity, path)));
            }
        }
        files.addAll(late);
        return files;
    }

    private List<Path> matching(String glob) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> matcher.matches(path.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, folder + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** A file and what it holds. */
    record DataFile(Entity entity, Path path) {}
}
