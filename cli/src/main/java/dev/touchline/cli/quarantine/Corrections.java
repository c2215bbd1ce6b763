package dev.touchline.cli.quarantine;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.load.DocumentFile;
import dev.touchline.cli.mapping.Mapping;
import dev.touchline.order.v1.Document;
import dev.touchline.type.v1.DocumentKey;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Corrected documents from a file of orders, by key; it remembers which of them met a document in quarantine. */
final class Corrections {
    /** The most documents that one file may correct: they are kept in memory. */
    static final int MAX = 100_000;

    private final Map<DocumentKey, Document> byKey = new LinkedHashMap<>();
    private final Set<DocumentKey> met = new HashSet<>();
    private long badRows;

    private Corrections() {}

    /** Reads a file; bad rows are told and left out. */
    static Corrections read(Path file, Mapping mapping, Console console) {
        Corrections corrections = new Corrections();
        new DocumentFile(file, mapping)
                .forEach((line, document) -> corrections.add(file, line, document), (line, why) -> {
                    console.remark("%s:%d: %s", file.getFileName(), line, why);
                    corrections.badRows++;
                });
        return corrections;
    }

    private void add(Path file, long line, Document document) {
        if (byKey.put(document.getKey(), document) != null) {
            throw new Failure(
                    ExitCode.USAGE,
                    file.getFileName() + ":" + line + ": a second correction of " + name(document.getKey())
                            + " (expected: one)");
        }
        if (byKey.size() > MAX) {
            throw new Failure(
                    ExitCode.USAGE, file.getFileName() + ": more documents (expected: at most " + MAX + " in a file)");
        }
    }

    /** The correction of the document with a key. */
    Optional<Document> of(DocumentKey key) {
        Document corrected = byKey.get(key);
        if (corrected != null) {
            met.add(key);
        }
        return Optional.ofNullable(corrected);
    }

    /** Tells which corrections met nothing; whether a row was bad or a correction met nothing. */
    boolean tellUnused(Console console) {
        byKey.keySet().stream()
                .filter(key -> !met.contains(key))
                .forEach(key -> console.remark("%s: corrected, but not in quarantine", name(key)));
        return badRows > 0 || met.size() < byKey.size();
    }

    private static String name(DocumentKey key) {
        return key.getSource() + "/" + key.getNumber();
    }
}
