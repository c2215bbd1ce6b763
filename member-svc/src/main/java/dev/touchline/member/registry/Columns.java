package dev.touchline.member.registry;

import com.google.protobuf.ByteString;
import dev.touchline.kit.time.ProtoTime;
import io.vertx.core.buffer.Buffer;
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

    OffsetDateTime[] times(Function<T, Instant> column) {
        return rows.stream().map(row -> stored(column.apply(row))).toArray(OffsetDateTime[]::new);
    }

    Buffer[] bytes(Function<T, ByteString> column) {
        return rows.stream()
                .map(row -> Buffer.buffer(column.apply(row).toByteArray()))
                .toArray(Buffer[]::new);
    }

    static Instant instant(OffsetDateTime stored) {
        return stored == null ? null : stored.toInstant();
    }

    private static OffsetDateTime stored(Instant instant) {
        return instant == null ? null : ProtoTime.stored(instant);
    }
}
