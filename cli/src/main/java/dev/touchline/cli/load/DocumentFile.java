package dev.touchline.cli.load;

import dev.touchline.cli.mapping.BadCell;
import dev.touchline.cli.mapping.Entity;
import dev.touchline.cli.mapping.MappedFile;
import dev.touchline.cli.mapping.Mapping;
import dev.touchline.cli.mapping.Row;
import dev.touchline.order.v1.Document;
import java.nio.file.Path;
import java.util.function.BiConsumer;

/** The documents of a file of orders, read through a mapping, in the order of the file. */
public final class DocumentFile {
    private final MappedFile file;

    /** The file at {@code path}. */
    public DocumentFile(Path path, Mapping mapping) {
        this.file = new MappedFile(path, mapping, Entity.ORDERS);
    }

    /**
     * Gives every document with its first line to {@code documents}, and every row that cannot be used to {@code bad}, and so
     * every document that is left out because such a row may belong to it.
     */
    public void forEach(BiConsumer<Long, Document> documents, BiConsumer<Long, String> bad) {
        OrderRows rows = new OrderRows(bad);
        file.forEach(new MappedFile.RowSink() {
            @Override
            public void row(Row row) throws BadCell {
                rows.add(row, documents);
            }

            @Override
            public void bad(long line, String why) {
                bad.accept(line, why);
            }

            @Override
            public void torn(long line, String why) {
                rows.lost();
                bad(line, why);
            }
        });
        rows.finish(documents);
    }
}
