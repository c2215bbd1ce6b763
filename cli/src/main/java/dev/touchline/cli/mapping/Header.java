package dev.touchline.cli.mapping;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns of a file by name; made once a file, after checking that all columns the mapping names are there. */
final class Header {
    private final Map<String, Integer> positions;

    private final int width;

    private Header(Map<String, Integer> positions, int width) {
        this.positions = positions;
        this.width = width;
    }

    static Header of(String file, List<String> columns, Mapping mapping, EntityMapping entity) {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            positions.putIfAbsent(columns.get(i).strip(), i);
        }
        List<String> missing = new ArrayList<>();
        entity.fields().forEach((field, source) -> {
            if (!source.column().isEmpty() && !positions.containsKey(source.column())) {
                missing.add(source.column());
            }
        });
        entity.identifiers().stream()
                .map(IdentifierSource::column)
                .filter(column -> !positions.containsKey(column))
                .forEach(missing::add);
        if (!missing.isEmpty()) {
            throw new Failure(
                    ExitCode.USAGE,
                    file + ":1: no column " + missing + " (expected by mapping " + mapping.name() + "; got: " + columns
                            + ")");
        }
        return new Header(positions, columns.size());
    }

    int width() {
        return width;
    }

    String cell(List<String> cells, String column) {
        return cells.get(positions.get(column)).strip();
    }
}
