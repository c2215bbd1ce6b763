package dev.touchline.order.sale;

import dev.touchline.type.v1.DocumentKey;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;

/** Document keys as parameters (three arrays: source, type, number) and from rows. */
public final class Keys {

    private Keys() {}

    /** Parameters $1 to $3. */
    public static Tuple tuple(Collection<DocumentKey> keys) {
        return Tuple.tuple()
                .addArrayOfString(keys.stream().map(DocumentKey::getSource).toArray(String[]::new))
                .addArrayOfShort(keys.stream().map(Keys::type).toArray(Short[]::new))
                .addArrayOfString(keys.stream().map(DocumentKey::getNumber).toArray(String[]::new));
    }

    public static Short type(DocumentKey key) {
        return (short) key.getTypeValue();
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
