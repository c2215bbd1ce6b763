package dev.touchline.touch.report;

import dev.touchline.kit.time.ProtoTime;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;

/** Rows turned into the array parameters of a batch statement, a column at a time. */
record Columns<T>(List<T> rows) {

    String[] texts(Function<T, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    Long[] longs(Function<T, Long> column) {
        return rows.stream().map(column).toArray(Long[]::new);
    }

    Short[] shorts(Function<T, Integer> column) {
        return rows.stream().map(row -> column.apply(row).shortValue()).toArray(Short[]::new);
    }

    Boolean[] flags(Function<T, Boolean> column) {
        return rows.stream().map(column).toArray(Boolean[]::new);
    }

    OffsetDateTime[] times(Function<T, Instant> column) {
        return rows.stream().map(row -> stored(column.apply(row))).toArray(OffsetDateTime[]::new);
    }

    private static OffsetDateTime stored(Instant instant) {
        return instant == null ? null : ProtoTime.stored(instant);
    }
}
