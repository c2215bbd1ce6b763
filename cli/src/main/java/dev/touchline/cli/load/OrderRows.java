package dev.touchline.cli.load;

import dev.touchline.cli.mapping.BadCell;
import dev.touchline.cli.mapping.Row;
import dev.touchline.order.v1.Document;
import dev.touchline.type.v1.DocumentKey;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Puts documents together from rows of lines. Rows that follow each other with the same key and rising line numbers, or with the
 * same key where the file tells lines apart by a key, are one document; if one of its lines is bad, the whole document is left
 * out, because its total would be wrong.
 */
final class OrderRows implements Assembler<Document> {
    private final Set<String> storesSeen = new HashSet<>();
    private PendingDocument current;
    private DocumentKey key;
    private long version;
    private int lastLineNumber;
    private long firstLine;
    private boolean spoiled;

    /** Stores named by the rows so far. */
    Set<String> storesSeen() {
        return storesSeen;
    }

    @Override
    public void add(Row row, BiConsumer<Long, Document> complete) throws BadCell {
        DocumentKey rowKey = OrderRow.key(row);
        long rowVersion = OrderRow.version(row);
        boolean sameKey = rowKey.equals(key) && rowVersion == version;
        boolean wasSpoiled = spoiled;
        // Until this row is read to its end: a bad line spoils its document.
        spoiled |= sameKey;
        boolean keyed = row.fills("line_key");
        int lineNumber = keyed ? 1 : OrderRow.lineNumber(row);
        boolean continues = sameKey && (keyed || lineNumber > lastLineNumber);
        spoiled = wasSpoiled;
        if (!continues) {
            finish(complete);
            key = rowKey;
            version = rowVersion;
            firstLine = row.line();
        }
        lastLineNumber = lineNumber;
        wasSpoiled = spoiled;
        spoiled = true;
        row.meant();
        if (!continues) {
            current = new PendingDocument(row, rowKey, rowVersion);
        }
        if (current != null) {
            current.add(row, lineNumber);
        }
        spoiled = wasSpoiled;
        if (!row.text("store").isEmpty()) {
            storesSeen.add(row.text("store"));
        }
    }

    @Override
    public void finish(BiConsumer<Long, Document> complete) {
        if (current != null && !spoiled) {
            current.documents().forEach(document -> complete.accept(firstLine, document));
        }
        current = null;
        key = null;
        spoiled = false;
    }
}
