package dev.touchline.cli.mapping;

import dev.touchline.type.v1.IdentifierType;
import java.util.List;

/**
 * A column that holds an identifier of a person; rows in which it is empty, or hidden by the platform, have none of this type.
 *
 * @param type its type
 * @param issuer who issued it; empty where the type is unique in the world
 * @param columns names of its column, of which a file has one
 * @param optional whether a file may have none of them
 */
record IdentifierSource(IdentifierType type, String issuer, List<String> columns, boolean optional) {}
