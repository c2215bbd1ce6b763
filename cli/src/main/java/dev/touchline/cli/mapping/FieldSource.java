package dev.touchline.cli.mapping;

import java.util.List;
import java.util.Map;

/**
 * Where the value of one field comes from.
 *
 * @param columns names of its column, of which a file has one; empty: no column, the constant
 * @param optional whether a file may have none of them
 * @param constant value of every row, or of rows in which the column is empty
 * @param asked whether the constant must be given by who imports
 * @param values what the file's values mean, by value as {@link Cells#key} compares; empty: they are taken as they are
 * @param plus added to a time, to turn a last instant inside into the first one outside
 * @param times names of the column with a whole number that an amount is multiplied by; empty: none
 */
record FieldSource(
        List<String> columns,
        boolean optional,
        String constant,
        boolean asked,
        Map<String, String> values,
        Shift plus,
        List<String> times) {
    static FieldSource ofColumns(List<String> columns) {
        return new FieldSource(columns, false, "", false, Map.of(), Shift.NONE, List.of());
    }

    static FieldSource ofConstant(String constant) {
        return new FieldSource(List.of(), false, constant, false, Map.of(), Shift.NONE, List.of());
    }

    /** The same source with another constant. */
    FieldSource withConstant(String given) {
        return new FieldSource(columns, optional, given, false, values, plus, times);
    }
}
