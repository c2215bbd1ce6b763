package dev.touchline.cli.load;

import dev.touchline.cli.mapping.BadCell;
import dev.touchline.cli.mapping.Row;
import java.util.function.BiConsumer;

/** Turns rows into messages. A message may take several rows, one after another. */
interface Assembler<T> {
    /**
     * Takes the next row; gives messages that are complete, with their first line, to {@code complete}. After a
     * {@link BadCell} the row is forgotten, and with it the message that it belongs to.
     */
    void add(Row row, BiConsumer<Long, T> complete) throws BadCell;

    /** A row came that nobody can assign: it may belong to the message before it or to the one after it. */
    default void lost() {}

    /** No more rows: gives the last message. */
    void finish(BiConsumer<Long, T> complete);

    /** An assembler that makes one message of every row. */
    static <T> Assembler<T> rowByRow(RowReader<T> reader) {
        return new Assembler<>() {
            @Override
            public void add(Row row, BiConsumer<Long, T> complete) throws BadCell {
                row.meant();
                complete.accept(row.line(), reader.read(row));
            }

            @Override
            public void finish(BiConsumer<Long, T> complete) {
                // Every row was complete.
            }
        };
    }

    /** Reads a message from one row. */
    interface RowReader<T> {
        /** The message of a row. */
        T read(Row row) throws BadCell;
    }
}
