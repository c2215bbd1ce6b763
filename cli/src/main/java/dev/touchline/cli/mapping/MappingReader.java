package dev.touchline.cli.mapping;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.member.v1.Brand;
import dev.touchline.member.v1.StoreKind;
import dev.touchline.type.v1.IdentifierType;
import java.io.Reader;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Understands a mapping's YAML, described in docs/data-sets.md; whatever it does not understand it refuses, with its path. */
final class MappingReader {
    private static final Set<String> TOP = Set.of(
            "source",
            "currency",
            "time_zone",
            "timestamps",
            "amounts",
            "refunds",
            "empty",
            "encoding",
            "rounded_numbers",
            "brands",
            "stores_from_orders",
            "organisation",
            "members",
            "campaigns",
            "arms",
            "touches",
            "orders");

    // Sorted, for messages.
    private static final Map<String, AmountFormat> AMOUNTS = new TreeMap<>(
            Map.of("decimal", AmountFormat.DECIMAL, "minor", AmountFormat.MINOR, "money", AmountFormat.MONEY));
    private static final Map<String, Boolean> ROUNDED = new TreeMap<>(Map.of("refuse", false, "take", true));
    private static final Map<String, Boolean> REFUNDS = new TreeMap<>(Map.of("positive", false, "negative", true));

    private final String name;

    MappingReader(String name) {
        this.name = name;
    }

    Mapping read(Reader yaml) {
        YamlNode top = YamlNode.of("mapping " + name, parse(yaml)).only(TOP);
        Map<Entity, EntityMapping> entities = new EnumMap<>(Entity.class);
        for (Entity entity : Entity.values()) {
            if (top.has(entity.label())) {
                entities.put(entity, entity(entity, top.node(entity.label())));
            }
        }
        return new Mapping(
                name,
                top.text("source", name),
                top.text("currency", ""),
                values(top),
                brands(top),
                stores(top),
                entities);
    }

    private Object parse(Reader yaml) {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        } catch (YAMLException e) {
            throw new Failure(ExitCode.USAGE, "mapping " + name + ": " + e.getMessage(), e);
        }
    }

    private ValueFormat values(YamlNode top) {
        AmountFormat amounts = word(top, "amounts", "decimal", AMOUNTS);
        boolean negative = word(top, "refunds", "positive", REFUNDS);
        boolean rounded = word(top, "rounded_numbers", "refuse", ROUNDED);
        ZoneId zone = understood(top.path() + ".time_zone", () -> ZoneId.of(top.text("time_zone", "UTC")));
        Encoding encoding = understood(top.path() + ".encoding", () -> Encoding.named(top.text("encoding", "auto")));
        List<String> patterns = top.texts("timestamps").stream()
                .filter(pattern -> !pattern.isEmpty())
                .toList();
        return understood(top.path() + ".timestamps", () -> ValueFormat.of(zone, patterns, amounts))
                .with(negative, Set.copyOf(top.texts("empty")), encoding, rounded);
    }

    private static <T> T word(YamlNode node, String key, String fallback, Map<String, T> words) {
        T meaning = words.get(node.text(key, fallback));
        if (meaning == null) {
            throw new Failure(
                    ExitCode.USAGE,
                    node.path() + "." + key + ": " + node.text(key, "") + " (expected: "
                            + String.join(" or ", words.keySet()) + ")");
        }
        return meaning;
    }

    private static <T> T understood(String path, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, path + ": " + e.getMessage(), e);
        }
    }

    private static List<Brand> brands(YamlNode top) {
        List<Brand> brands = new ArrayList<>();
        for (YamlNode node : top.nodes("brands")) {
            node.only(Set.of("key", "name", "time_zone", "cut_off_hour"));
            brands.add(Brand.newBuilder()
                    .setKey(node.required("key"))
                    .setName(node.text("name", node.required("key")))
                    .setTimeZone(node.text("time_zone", top.text("time_zone", "UTC")))
                    .setCutOffHour(understood(
                            node.path() + ".cut_off_hour", () -> Integer.parseInt(node.text("cut_off_hour", "0"))))
                    .build());
        }
        return brands;
    }

    private static DerivedStores stores(YamlNode top) {
        if (!top.has("stores_from_orders")) {
            return null;
        }
        YamlNode node = top.node("stores_from_orders").only(Set.of("brand", "kind"));
        return new DerivedStores(
                node.required("brand"), choice(node, "kind", StoreKind.class, "STORE_KIND_", "direct"));
    }

    private static EntityMapping entity(Entity entity, YamlNode node) {
        node.only(Set.of("file", "late_file", "fields", "identifiers", "rows"));
        Map<String, FieldSource> fields = new LinkedHashMap<>();
        if (node.has("fields")) {
            YamlNode list = node.node("fields");
            list.entries().forEach((field, value) -> {
                if (!entity.knows(field)) {
                    throw new Failure(
                            ExitCode.USAGE, list.path() + "." + field + ": unknown field of " + entity.label());
                }
                fields.put(field, field(list.path() + "." + field, value));
            });
        }
        for (String field : entity.required()) {
            if (!fields.containsKey(field)) {
                throw new Failure(ExitCode.USAGE, node.path() + ".fields." + field + ": missing");
            }
        }
        return new EntityMapping(
                entity,
                node.text("file", ""),
                node.text("late_file", ""),
                fields,
                identifiers(entity, node),
                selection(node));
    }

    private static Selection selection(YamlNode entity) {
        if (!entity.has("rows")) {
            return Selection.ALL;
        }
        YamlNode node = entity.node("rows").only(Set.of("column", "take", "refunded", "skip", "skip_empty"));
        if (node.has("column") && !node.has("take")) {
            throw new Failure(ExitCode.USAGE, node.path() + ".take: missing");
        }
        return new Selection(
                columns(node.texts("column")),
                keys(node.texts("take")),
                keys(node.texts("refunded")),
                keys(node.texts("skip")),
                columns(node.texts("skip_empty")));
    }

    private static List<String> columns(List<String> names) {
        return names.stream().map(Cells::key).toList();
    }

    private static Set<String> keys(List<String> words) {
        return words.stream().map(Cells::key).collect(Collectors.toUnmodifiableSet());
    }

    private static FieldSource field(String path, Object value) {
        if (!(value instanceof Map<?, ?>)) {
            return FieldSource.ofColumns(columns(YamlNode.texts(value)));
        }
        YamlNode node = YamlNode.of(path, value)
                .only(Set.of("column", "optional", "constant", "ask", "values", "plus", "times"));
        if (!node.has("column") && !node.has("constant") && !node.flag("ask")) {
            throw new Failure(ExitCode.USAGE, path + ": expected a column or a constant");
        }
        Map<String, String> values = new LinkedHashMap<>();
        if (node.has("values")) {
            node.node("values").entries().forEach((from, to) -> values.put(Cells.key(from), String.valueOf(to)));
        }
        Shift plus =
                understood(path + ".plus", () -> node.has("plus") ? Shift.parse(node.text("plus", "")) : Shift.NONE);
        return new FieldSource(
                columns(node.texts("column")),
                node.flag("optional"),
                node.text("constant", ""),
                node.flag("ask"),
                values,
                plus,
                columns(node.texts("times")));
    }

    private static List<IdentifierSource> identifiers(Entity entity, YamlNode node) {
        List<IdentifierSource> sources = new ArrayList<>();
        for (YamlNode item : node.nodes("identifiers")) {
            item.only(Set.of("type", "issuer", "column", "optional"));
            item.required("column");
            sources.add(new IdentifierSource(
                    choice(item, "type", IdentifierType.class, "IDENTIFIER_TYPE_", ""),
                    item.text("issuer", ""),
                    columns(item.texts("column")),
                    item.flag("optional")));
        }
        if (!sources.isEmpty() && !entity.identified()) {
            throw new Failure(ExitCode.USAGE, node.path() + ".identifiers: " + entity.label() + " name no persons");
        }
        return sources;
    }

    private static <E extends Enum<E>> E choice(
            YamlNode node, String key, Class<E> type, String prefix, String fallback) {
        try {
            return Choices.parse(node.path() + "." + key, node.text(key, fallback), type, prefix);
        } catch (BadCell e) {
            throw new Failure(ExitCode.USAGE, e.getMessage(), e);
        }
    }
}
