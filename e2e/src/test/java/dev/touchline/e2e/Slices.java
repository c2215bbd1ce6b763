package dev.touchline.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A generated file, cut into files that can be loaded one after the other. */
final class Slices {

    private static final List<String> KEY = List.of("source", "type", "number");

    private Slices() {}

    /** Cuts {@code file} into so many files of about the same size, none of which ends in the middle of a document. */
    static List<Path> of(Path file, int parts) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<List<String>> documents = documents(lines);
        List<Path> slices = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            List<String> slice = new ArrayList<>(List.of(lines.get(0)));
            documents
                    .subList(documents.size() * part / parts, documents.size() * (part + 1) / parts)
                    .forEach(slice::addAll);
            slices.add(Files.write(file.resolveSibling("slice-" + (part + 1) + "-" + file.getFileName()), slice));
        }
        return slices;
    }

    /** The rows of each document, in their order; where there are no documents, a row stands by itself. */
    static List<List<String>> documents(List<String> lines) {
        List<String> columns = List.of(lines.get(0).split(",")); // generated files quote nothing
        boolean keyed = columns.containsAll(KEY);
        int first = columns.indexOf(KEY.get(0));
        List<List<String>> documents = new ArrayList<>();
        for (int row = 1; row < lines.size(); row++) {
            if (!keyed || row == 1 || !key(lines.get(row), first).equals(key(lines.get(row - 1), first))) {
                documents.add(new ArrayList<>());
            }
            documents.get(documents.size() - 1).add(lines.get(row));
        }
        return documents;
    }

    private static List<String> key(String line, int first) {
        return List.of(line.split(",")).subList(first, first + KEY.size());
    }
}
