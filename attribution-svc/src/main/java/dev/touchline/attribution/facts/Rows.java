package dev.touchline.attribution.facts;

import com.google.protobuf.MessageLite;
import dev.touchline.kit.shard.Shard;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Columns as arrays on the way in, and single columns as lists on the way out. */
final class Rows {

    private Rows() {}

    static <T> Short[] shards(Collection<T> items, Function<T, Long> unit) {
        return items.stream().map(item -> Shard.of(unit.apply(item))).toArray(Short[]::new);
    }

    static <T> Long[] numbers(Collection<T> items, Function<T, Long> column) {
        return items.stream().map(column).toArray(Long[]::new);
    }

    static <T> String[] texts(Collection<T> items, Function<T, String> column) {
        return items.stream().map(column).toArray(String[]::new);
    }

    static <T> Buffer[] bodies(Collection<T> items, Function<T, MessageLite> column) {
        return items.stream()
                .map(item -> Buffer.buffer(column.apply(item).toByteArray()))
                .toArray(Buffer[]::new);
    }

    static List<Long> longs(RowSet<Row> rows) {
        List<Long> longs = new ArrayList<>(rows.size());
        rows.forEach(row -> longs.add(row.getLong(0)));
        return longs;
    }

    static List<String> strings(RowSet<Row> rows) {
        List<String> strings = new ArrayList<>(rows.size());
        rows.forEach(row -> strings.add(row.getString(0)));
        return strings;
    }
}
