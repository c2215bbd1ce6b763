package dev.touchline.order.sale;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.List;

/**
 * That twins of a sale must be looked for. Whoever marks it again gives it another stamp.
 *
 * @param changed a paired sale changed, and nobody was told yet
 */
public record Mark(long saleId, long stamp, boolean changed) {

    /** Marks of rows with these columns. */
    public static List<Mark> of(RowSet<Row> rows) {
        return rows.stream()
                .map(row -> new Mark(row.getLong("sale_id"), row.getLong("stamp"), row.getBoolean("changed")))
                .toList();
    }
}
