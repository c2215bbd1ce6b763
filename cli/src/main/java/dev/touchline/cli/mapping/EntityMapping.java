package dev.touchline.cli.mapping;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the files of one entity are read.
 *
 * @param entity what they hold
 * @param file glob of the file names in a data directory; empty: this data set has none
 * @param lateFile glob of files that arrive after everything else; empty: none
 * @param fields sources by field
 * @param identifiers columns with identifiers
 * @param selection which rows count
 */
public record EntityMapping(
        Entity entity,
        String file,
        String lateFile,
        Map<String, FieldSource> fields,
        List<IdentifierSource> identifiers,
        Selection selection) {

    /** The same with constants given by who imports, by field; a usage failure if there is no such field. */
    EntityMapping with(Map<String, String> constants) {
        Map<String, FieldSource> all = new LinkedHashMap<>(fields);
        constants.forEach((field, value) -> {
            if (!entity.knows(field)) {
                throw new Failure(
                        ExitCode.USAGE,
                        "--constant " + field + ": unknown (expected: a field of " + entity.label() + ")");
            }
            all.merge(field, FieldSource.ofConstant(value), (source, given) -> source.withConstant(value));
        });
        return new EntityMapping(entity, file, lateFile, all, identifiers, selection);
    }

    /** Fields whose constant nobody has given. */
    List<String> unanswered() {
        return fields.entrySet().stream()
                .filter(field -> field.getValue().asked())
                .map(Map.Entry::getKey)
                .toList();
    }
}
