package dev.touchline.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The generated retailer as files, and how they are loaded. */
final class Retailer {

    /** The files in the order in which they come: some people and touches become known after the orders. */
    static final List<String> FILES = List.of(
            "organisation", "members", "campaigns", "arms", "touches", "orders", "members-later", "touches-later");

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
        FILES.forEach(file -> startLoading(touchline, file).succeed());
    }

    /** Begins to load one file and returns at once. */
    Command startLoading(Installation touchline, String file) {
        return startLoading(touchline, file, folder.resolve(file + ".csv"));
    }

    /** Begins to load a file of that kind, or a slice of it, and returns at once. */
    Command startLoading(Installation touchline, String kind, Path file) {
        return touchline.start("import", kind.replace("-later", ""), file.toString());
    }

    /** One file, cut into so many that can be loaded one after the other. */
    List<Path> slices(String file, int parts) throws IOException {
        return Slices.of(folder.resolve(file + ".csv"), parts);
    }

    /** One file in another order, with repetitions, cut as before. */
    List<Path> shuffled(String file, long seed, int parts) throws IOException {
        return Slices.of(Shuffled.of(folder.resolve(file + ".csv"), seed), parts);
    }
}
