package dev.touchline.cli.mapping;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.member.v1.Brand;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the files of one source become Touchline's documents.
 *
 * @param name its name, for messages
 * @param source default source of documents and touches
 * @param currency default ISO 4217 code
 * @param values how texts, times and amounts are written
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

    /**
     * The mapping for one import, with constants by field.
     *
     * @throws Failure if there is no such field, or one that must be given is not
     */
    public Mapping with(Entity entity, Map<String, String> constants) {
        Map<String, String> fields = new HashMap<>(constants);
        // What the mapping says for all documents, also where they name each other, unless a column says it.
        String givenSource = of(entity).fields().containsKey("source") ? null : fields.remove("source");
        EntityMapping complete = of(entity).with(fields);
        if (!complete.unanswered().isEmpty()) {
            String field = complete.unanswered().get(0);
            throw new Failure(
                    ExitCode.USAGE,
                    "mapping " + name + ": " + field + ": missing (expected: --constant " + field + "=VALUE)");
        }
        Map<Entity, EntityMapping> all = new EnumMap<>(entities);
        all.put(entity, complete);
        return new Mapping(name, givenSource == null ? source : givenSource, currency, values, brands, stores, all);
    }
}
