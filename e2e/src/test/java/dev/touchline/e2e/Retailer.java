package dev.touchline.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The generated retailer as files, and how they are loaded. */
final class Retailer {

    /** In the order in which a user would import them. */
    static final List<String> ENTITIES = List.of("organisation", "members", "campaigns", "arms", "touches", "orders");

    private final Path folder;

    private Retailer(Path folder) {
        this.folder = folder;
    }

    /** Writes a retailer with so many members. */
    static Retailer generate(Installation touchline, Path folder, int members) {
        touchline.run("generate", folder.toString(), "--members", Integer.toString(members));
        return new Retailer(folder);
    }

    /** Loads all of it. */
    void load(Installation touchline) {
        ENTITIES.forEach(entity -> startLoading(touchline, entity).succeed());
    }

    /** Begins to load one kind and returns at once. */
    Command startLoading(Installation touchline, String entity) {
        return touchline.start("import", entity, file(entity).toString());
    }

    Path file(String entity) {
        for (String suffix : List.of(".csv", ".csv.gz")) {
            Path file = folder.resolve(entity + suffix);
            if (Files.exists(file)) {
                return file;
            }
        }
        throw new IllegalStateException("No " + entity + " in " + folder);
    }
}
