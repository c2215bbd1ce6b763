package dev.touchline.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A generated file with its documents in another order, each fifth of them once more at the end. */
final class Shuffled {

    private static final int EACH = 5;

    private Shuffled() {}

    /** Writes it beside {@code file}. */
    static Path of(Path file, long seed) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<List<String>> documents = new ArrayList<>(Slices.documents(lines));
        Random random = new Random(seed);
        Collections.shuffle(documents, random);
        List<List<String>> twice = new ArrayList<>(documents.subList(0, documents.size() / EACH));
        List<String> rows = new ArrayList<>(List.of(lines.get(0)));
        documents.forEach(rows::addAll);
        twice.forEach(rows::addAll);
        return Files.write(file.resolveSibling("shuffled-" + seed + "-" + file.getFileName()), rows);
    }
}
