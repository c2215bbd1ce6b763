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
 * same key where the file tells lines apart by a key, are one document; if one of its lines is bad, or if a row beside it that
 * nobody can assign may be one of its lines, the whole document is left out, because its total would be wrong.
 */
final class OrderRows implements Assembler<Document> {
    private final Set<String> storesSeen = new HashSet<>();
    private final BiConsumer<Long, String> leftOut;
    private PendingDocument current;
    private DocumentKey key;
    private long version;
    private int lastLineNumber;
    private long firstLine;
    // Whether a document may have several rows.
    private boolean joined;
    private boolean spoiled;
    // Whether a row was lost since the last one that was assigned, and whether one was that may belong to the document.
    private boolean lost;
    private boolean doubtful;

    /** Tells of documents, by their first line, that are left out because of a row that may or may not be theirs. */
    OrderRows(BiConsumer<Long, String> leftOut) {
        this.leftOut = leftOut;
    }

    /** Stores named by the rows so far. */
    Set<String> storesSeen() {
        return storesSeen;
    }

    @Override
    public void add(Row row, BiConsumer<Long, Document> complete) throws BadCell {
        boolean keyed = row.fills("line_key");
        joined = keyed || row.fills("line_number");
        DocumentKey rowKey = null;
        long rowVersion;
        int lineNumber;
        try {
            rowKey = OrderRow.key(row);
            rowVersion = OrderRow.version(row);
            lineNumber = keyed ? 1 : OrderRow.lineNumber(row);
        } catch (BadCell unassignable) {
            if (rowKey != null && !rowKey.equals(key)) {
                finish(complete);
            }
            lost();
            throw unassignable;
        }
        boolean continues = rowKey.equals(key) && rowVersion == version && (keyed || lineNumber > lastLineNumber);
        if (!continues) {
            finish(complete);
            key = rowKey;
            version = rowVersion;
            firstLine = row.line();
            // Line numbers rise: what stands before line 1 is another document's.
            doubtful = lost && (keyed || lineNumber > 1);
        }
        lost = false;
        lastLineNumber = lineNumber;
        boolean wasSpoiled = spoiled;
        // Until this row is read to its end: a bad line spoils its document.
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
    public void lost() {
        lost = true;
        doubtful |= joined;
    }

    @Override
    public void finish(BiConsumer<Long, Document> complete) {
        if (current != null && !spoiled && doubtful) {
            leftOut.accept(
                    firstLine,
                    "document " + key.getNumber() + ": left out: a row beside it cannot be read and may be its line");
        } else if (current != null && !spoiled) {
            current.documents().forEach(document -> complete.accept(firstLine, document));
        }
        current = null;
        key = null;
        spoiled = false;
        doubtful = false;
    }
}
