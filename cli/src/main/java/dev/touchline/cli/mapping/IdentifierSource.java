package dev.touchline.cli.mapping;

import dev.touchline.type.v1.IdentifierType;

/**
 * A column that holds an identifier of a person; rows in which it is empty have none of this type.
 *
 * @param type its type
 * @param issuer who issued it; empty where the type is unique in the world
 * @param column its column
 */
record IdentifierSource(IdentifierType type, String issuer, String column) {}
