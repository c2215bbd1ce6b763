package dev.touchline.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;

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
        return touchline.start(
                "import",
                file.replace("-later", ""),
                folder.resolve(file + ".csv").toString());
    }

    /** Loads the orders in so many parts; {@code afterEach} is told how many are loaded. */
    void loadOrders(Installation touchline, int parts, IntConsumer afterEach) throws IOException {
        int loaded = 0;
        for (Path slice : Slices.of(folder.resolve("orders.csv"), parts)) {
            touchline.run("import", "orders", slice.toString());
            afterEach.accept(++loaded);
        }
    }
}
