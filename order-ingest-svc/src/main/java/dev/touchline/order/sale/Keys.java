package dev.touchline.order.sale;

import dev.touchline.kit.sql.Columns;
import dev.touchline.type.v1.DocumentKey;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.function.Function;

/** Document keys as parameters (three columns: source, type, number) and from rows. */
public final class Keys {

    private Keys() {}

    /** Parameters $1 to $3. */
    public static Tuple tuple(Collection<DocumentKey> keys) {
        return columns(keys, Function.identity()).parameters();
    }

    /** Columns $1 to $3: the key of each row. */
    public static <R> Columns<R> columns(Collection<R> rows, Function<R, DocumentKey> key) {
        return new Columns<>(rows)
                .text(row -> key.apply(row).getSource())
                .smallint(row -> key.apply(row).getTypeValue())
                .text(row -> key.apply(row).getNumber());
    }

    /** From columns source, type and number. */
    public static DocumentKey of(Row row) {
        return DocumentKey.newBuilder()
                .setSource(row.getString("source"))
                .setTypeValue(row.getShort("type"))
                .setNumber(row.getString("number"))
                .build();
    }
}
