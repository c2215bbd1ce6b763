package dev.touchline.report.batch;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** Rows turned into the array parameters of one {@code unnest} statement, column by column. */
public final class Columns<R> {

    private final List<R> rows;
    private final Tuple parameters = Tuple.tuple();

    public Columns(List<R> rows) {
        this.rows = rows;
    }

    /** A column of type bigint. */
    public Columns<R> bigint(ToLongFunction<R> value) {
        parameters.addArrayOfLong(column(value::applyAsLong, Long[]::new));
        return this;
    }

    /** A column of type smallint. */
    public Columns<R> smallint(ToLongFunction<R> value) {
        parameters.addArrayOfShort(column(row -> (short) value.applyAsLong(row), Short[]::new));
        return this;
    }

    /** A column of type text. */
    public Columns<R> text(Function<R, String> value) {
        parameters.addArrayOfString(column(value, String[]::new));
        return this;
    }

    /** A column of type date. */
    public Columns<R> date(Function<R, LocalDate> value) {
        parameters.addArrayOfLocalDate(column(value, LocalDate[]::new));
        return this;
    }

    /** A column of type boolean. */
    public Columns<R> bool(Predicate<R> value) {
        parameters.addArrayOfBoolean(column(value::test, Boolean[]::new));
        return this;
    }

    /** The parameters, in the order in which the columns were added. */
    public Tuple parameters() {
        return parameters;
    }

    private <T> T[] column(Function<R, T> value, IntFunction<T[]> array) {
        return rows.stream().map(value).toArray(array);
    }
}
