package dev.touchline.models.pathfile;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import dev.touchline.models.journey.LimitExceeded;
import dev.touchline.models.journey.PathSink;
import java.util.ArrayList;
import java.util.List;

/** Reads the fields of a row where they stand in the parser's buffer and gives each row to a {@link PathSink}. */
final class PathRows extends AbstractBaseCsvCallbackHandler<PathRows> {
    private static final int SHOWN = 60;

    private final String file;
    private final Limits limits;
    private final PathSink sink;
    private final Touchpoints touchpoints;
    private final ExactSum totalConversions = new ExactSum();
    private final ExactSum totalValue = new ExactSum();
    private final Decimal conversions = new Decimal();
    private final Decimal value = new Decimal();
    private final Decimal nulls = new Decimal();
    private final List<String> header = new ArrayList<>();
    private final int[] touches;
    private Column[] columns;
    private int length;
    private long rows;

    PathRows(String file, Limits limits, PathSink sink) {
        this.file = file;
        this.limits = limits;
        this.sink = sink;
        this.touchpoints = new Touchpoints(limits.touchpoints());
        this.touches = new int[limits.touches()];
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int fieldLength, boolean quoted) {
        if (columns == null) {
            header.add(new String(buffer, offset, fieldLength));
            return;
        }
        Column column = index < columns.length ? columns[index] : null;
        if (column == Column.PATH) {
            path(buffer, offset, offset + fieldLength);
        } else if (column == Column.CONVERSIONS) {
            number(column, conversions, buffer, offset, fieldLength);
        } else if (column == Column.VALUE) {
            numberOrNone(column, value, buffer, offset, fieldLength);
        } else if (column == Column.NULLS) {
            numberOrNone(column, nulls, buffer, offset, fieldLength);
        }
    }

    private void path(char[] text, int begin, int end) {
        length = 0;
        int from = begin;
        while (from <= end) {
            int to = from;
            while (to < end && text[to] != '>') {
                to++;
            }
            touch(text, from, to, begin, end);
            from = to + 1;
        }
    }

    private void touch(char[] text, int from, int to, int begin, int end) {
        int first = from;
        int last = to;
        while (first < last && text[first] <= ' ') {
            first++;
        }
        while (last > first && text[last - 1] <= ' ') {
            last--;
        }
        if (first == last) {
            String got = shown(text, begin, end);
            throw bad(
                    Column.PATH,
                    got.isBlank() ? "empty" : "touch " + (length + 1) + " is empty in " + got,
                    "touchpoints joined by >");
        }
        if (last - first > limits.nameLength()) {
            throw bad(
                    Column.PATH, "a touchpoint of " + (last - first) + " characters", "at most " + limits.nameLength());
        }
        if (length == limits.touches()) {
            throw bad(
                    Column.PATH,
                    String.format("%,d touches or more", length + 1L),
                    String.format("at most %,d", limits.touches()));
        }
        int touchpoint = touchpoints.of(text, first, last);
        if (touchpoint < 0) {
            throw bad(
                    Column.PATH,
                    String.format("%,d distinct touchpoints so far", limits.touchpoints() + 1L),
                    String.format("at most %,d", limits.touchpoints()));
        }
        touches[length++] = touchpoint;
    }

    private void number(Column column, Decimal number, char[] text, int offset, int fieldLength) {
        if (!number.read(text, offset, fieldLength)) {
            String got = shown(text, offset, offset + fieldLength);
            throw bad(column, got.isBlank() ? "empty" : got, Decimal.EXPECTED);
        }
    }

    private void numberOrNone(Column column, Decimal number, char[] text, int offset, int fieldLength) {
        if (fieldLength == 0) {
            number.zero();
        } else {
            number(column, number, text, offset, fieldLength);
        }
    }

    @Override
    protected PathRows buildRecord() {
        if (getRecordType() == RecordType.EMPTY) {
            return this;
        }
        if (columns == null) {
            columns = Column.of(file, header);
            return this;
        }
        if (getFieldCount() != columns.length) {
            throw bad(getFieldCount() + " fields (expected: " + columns.length + ", as in the header)");
        }
        if (rows == limits.rows()) {
            throw bad(String.format("%,d rows or more (expected: at most %,d)", rows + 1, limits.rows()));
        }
        if (conversions.isZero() && !value.isZero()) {
            throw bad(Column.VALUE, Double.toString(value.value()), "0, because conversions is 0");
        }
        rows++;
        totalConversions.add(conversions);
        totalValue.add(value);
        try {
            sink.path(touches, length, conversions.value(), value.value(), nulls.value());
        } catch (LimitExceeded e) {
            throw bad(e.getMessage());
        }
        return this;
    }

    PathTotals totals() {
        return new PathTotals(rows, List.of(touchpoints.names()), totalConversions.total(), totalValue.total());
    }

    private UnusableFile bad(Column column, String got, String expected) {
        return bad(column.title() + ": " + got + " (expected: " + expected + ")");
    }

    private UnusableFile bad(String why) {
        return UnusableFile.row(file + ": line " + getStartingLineNumber() + ": " + why);
    }

    private static String shown(char[] text, int begin, int end) {
        String all = new String(text, begin, Math.min(end - begin, SHOWN));
        return end - begin > SHOWN ? all + "…" : all;
    }
}
