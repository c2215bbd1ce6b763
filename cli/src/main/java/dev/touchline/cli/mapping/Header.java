package dev.touchline.cli.mapping;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns of a file by name, as {@link Cells#key} compares; made once a file, after checking that all columns the mapping needs
 * are there.
 */
final class Header {
    private final Map<String, Integer> positions = new HashMap<>();
    private final Set<String> empty;
    private final int width;

    private Header(List<String> columns, Set<String> empty) {
        for (int i = 0; i < columns.size(); i++) {
            positions.putIfAbsent(Cells.key(Cells.clean(columns.get(i))), i);
        }
        this.empty = empty;
        this.width = columns.size();
    }

    static Header of(String file, List<String> columns, Mapping mapping, EntityMapping entity) {
        Header header = new Header(columns, mapping.values().empty());
        List<String> missing = new ArrayList<>();
        entity.fields().values().forEach(source -> {
            header.need(source.columns(), source.optional(), missing);
            header.need(source.times(), source.optional(), missing);
        });
        entity.identifiers().forEach(source -> header.need(source.columns(), source.optional(), missing));
        header.need(entity.selection().columns(), false, missing);
        header.need(entity.selection().skipEmpty(), false, missing);
        if (!missing.isEmpty()) {
            throw new Failure(
                    ExitCode.USAGE,
                    file + ":1: no column " + missing + " (expected by mapping " + mapping.name() + "; got: "
                            + columns.stream().map(Cells::clean).toList() + ")");
        }
        return header;
    }

    private void need(List<String> columns, boolean optional, List<String> missing) {
        String names = String.join("/", columns);
        if (!columns.isEmpty() && !optional && position(columns) == null && !missing.contains(names)) {
            missing.add(names);
        }
    }

    int width() {
        return width;
    }

    /** The first of some names that the file has; the first of all if it has none. */
    String name(List<String> columns) {
        return columns.stream().filter(positions::containsKey).findFirst().orElse(columns.get(0));
    }

    /** The text below the first of some names that the file has; empty if it has none, or holds a word for nothing. */
    String cell(List<String> cells, List<String> columns) {
        Integer position = position(columns);
        String cell = position == null ? "" : Cells.clean(cells.get(position));
        return empty.contains(cell) ? "" : cell;
    }

    private Integer position(List<String> columns) {
        for (String column : columns) {
            Integer position = positions.get(column);
            if (position != null) {
                return position;
            }
        }
        return null;
    }
}
