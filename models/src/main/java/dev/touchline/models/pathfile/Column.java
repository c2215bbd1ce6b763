package dev.touchline.models.pathfile;

import java.util.Arrays;
import java.util.List;

/** The columns that are read, with the names they may have, in any case; all others are ignored. */
enum Column {
    PATH("path"),
    CONVERSIONS("conversions", "total_conversions"),
    VALUE("value", "total_conversion_value"),
    NULLS("nulls", "total_null");

    private final List<String> names;

    Column(String... names) {
        this.names = List.of(names);
    }

    /** The name that is written in messages. */
    String title() {
        return names.get(0);
    }

    /** What each column of the header is; null for those that are ignored. */
    static Column[] of(String file, List<String> header) {
        Column[] columns = new Column[header.size()];
        for (int i = 0; i < columns.length; i++) {
            String name = header.get(i).strip();
            Column found = Arrays.stream(values())
                    .filter(column -> column.names.stream().anyMatch(name::equalsIgnoreCase))
                    .findFirst()
                    .orElse(null);
            if (found != null && Arrays.asList(columns).contains(found)) {
                throw UnusableFile.file(file + ": line 1: two columns for " + found.title() + " (expected: one)", null);
            }
            columns[i] = found;
        }
        for (Column needed : List.of(PATH, CONVERSIONS)) {
            if (!Arrays.asList(columns).contains(needed)) {
                throw UnusableFile.file(
                        file + ": line 1: columns " + String.join(", ", header) + " (expected: " + needed.title()
                                + "; of path, conversions, value, nulls only value and nulls may be missing)",
                        null);
            }
        }
        return columns;
    }
}
