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
        List<String> lines = Files.readAllLines(file); // generated files quote nothing
        List<String> columns = List.of(lines.get(0).split(","));
        boolean documents = columns.containsAll(KEY); // elsewhere a row stands by itself
        int first = columns.indexOf(KEY.get(0));
        List<Path> slices = new ArrayList<>();
        int begin = 1;
        for (int part = 1; part <= parts; part++) {
            int end = Math.max(begin, (int) ((long) lines.size() * part / parts));
            while (documents
                    && end < lines.size()
                    && key(lines.get(end), first).equals(key(lines.get(end - 1), first))) {
                end++;
            }
            List<String> slice = new ArrayList<>(List.of(lines.get(0)));
            slice.addAll(lines.subList(begin, end));
            slices.add(Files.write(file.resolveSibling("slice-" + part + "-" + file.getFileName()), slice));
            begin = end;
        }
        return slices;
    }

    private static List<String> key(String line, int first) {
        return List.of(line.split(",")).subList(first, first + KEY.size());
    }
}
