package dev.touchline.cli.mapping;

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
 */
public record EntityMapping(
        Entity entity,
        String file,
        String lateFile,
        Map<String, FieldSource> fields,
        List<IdentifierSource> identifiers) {}
