package dev.touchline.cli.mapping;

import java.util.Map;

/**
 * Where the value of one field comes from.
 *
 * @param column column of the file; empty: no column, the constant
 * @param constant value of every row, or of rows in which the column is empty
 * @param values what the file's values mean, by value; empty: they are taken as they are
 * @param plus added to a time, to turn a last instant inside into the first one outside
 */
record FieldSource(String column, String constant, Map<String, String> values, Shift plus) {
    static FieldSource ofColumn(String column) {
        return new FieldSource(column, "", Map.of(), Shift.NONE);
    }
}
