package dev.touchline.kit.sql;

import com.google.protobuf.ByteString;
import dev.touchline.kit.time.ProtoTime;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Rows turned into the array parameters of one {@code unnest} statement, a column at a time. A value that is null becomes
 * NULL.
 */
public final class Columns<R> {

    private final Collection<R> rows;
    private final Tuple parameters = Tuple.tuple();

    public Columns(Collection<R> rows) {
        this.rows = rows;
    }

    /** A column of type bigint. */
    public Columns<R> bigint(Function<R, ? extends Number> value) {
        return column(value, Number::longValue, Long[]::new);
    }

    /** A column of type integer. */
    public Columns<R> integer(Function<R, ? extends Number> value) {
        return column(value, Number::intValue, Integer[]::new);
    }

    /** A column of type smallint. */
    public Columns<R> smallint(Function<R, ? extends Number> value) {
        return column(value, Number::shortValue, Short[]::new);
    }

    /** A column of type text. */
    public Columns<R> text(Function<R, String> value) {
        return column(value, Function.identity(), String[]::new);
    }

    /** A column of type boolean. */
    public Columns<R> bool(Function<R, Boolean> value) {
        return column(value, Function.identity(), Boolean[]::new);
    }

    /** A column of type date. */
    public Columns<R> date(Function<R, LocalDate> value) {
        return column(value, Function.identity(), LocalDate[]::new);
    }

    /** A column of type timestamptz. */
    public Columns<R> timestamptz(Function<R, Instant> value) {
        return column(value, ProtoTime::stored, OffsetDateTime[]::new);
    }

    /** A column of type bytea. */
    public Columns<R> bytea(Function<R, ByteString> value) {
        return column(value, bytes -> Buffer.buffer(bytes.toByteArray()), Buffer[]::new);
    }

    /** The parameters, in the order in which the columns were added; parameters that are no columns may follow. */
    public Tuple parameters() {
        return parameters;
    }

    private <V, P> Columns<R> column(Function<R, ? extends V> value, Function<V, P> parameter, IntFunction<P[]> array) {
        parameters.addValue(rows.stream()
                .map(value)
                .map(each -> each == null ? null : parameter.apply(each))
                .toArray(array));
        return this;
    }
}
