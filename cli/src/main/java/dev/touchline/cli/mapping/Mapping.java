package dev.touchline.cli.mapping;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.member.v1.Brand;
import java.util.List;
import java.util.Map;

/**
 * How the files of one source become Touchline's documents.
 *
 * @param name its name, for messages
 * @param source default source of documents and touches
 * @param currency default ISO 4217 code
 * @param values how times and amounts are written
 * @param brands brands that no file lists
 * @param stores stores that no file lists; null: none
 * @param entities files by what they hold
 */
public record Mapping(
        String name,
        String source,
        String currency,
        ValueFormat values,
        List<Brand> brands,
        DerivedStores stores,
        Map<Entity, EntityMapping> entities) {

    /** The part for one entity; a usage failure if the mapping has none. */
    public EntityMapping of(Entity entity) {
        EntityMapping found = entities.get(entity);
        if (found == null) {
            throw new Failure(ExitCode.USAGE, "mapping " + name + ": says nothing about " + entity.label());
        }
        return found;
    }
}
