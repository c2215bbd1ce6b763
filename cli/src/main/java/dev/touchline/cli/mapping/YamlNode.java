package dev.touchline.cli.mapping;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A map in a mapping's YAML that knows its path, so that every complaint says where. */
public final class YamlNode {
    private final String path;
    private final Map<?, ?> entries;

    private YamlNode(String path, Map<?, ?> entries) {
        this.path = path;
        this.entries = entries;
    }

    /** A value that must be a map. */
    public static YamlNode of(String path, Object value) {
        if (value instanceof Map<?, ?> map) {
            return new YamlNode(path, map);
        }
        throw new Failure(ExitCode.USAGE, path + ": " + value + " (expected: a map)");
    }

    /** Refuses keys that nobody would read: they are misspelt. */
    public YamlNode only(Set<String> known) {
        for (Object key : entries.keySet()) {
            if (!known.contains(String.valueOf(key))) {
                throw new Failure(ExitCode.USAGE, path + "." + key + ": unknown (expected: one of " + known + ")");
            }
        }
        return this;
    }

    /** Whether there is a value. */
    public boolean has(String key) {
        return entries.get(key) != null;
    }

    /** A value as text. */
    public String text(String key, String fallback) {
        Object value = entries.get(key);
        return value == null ? fallback : String.valueOf(value);
    }

    boolean flag(String key) {
        String text = text(key, "false");
        if (!Set.of("true", "false").contains(text)) {
            throw new Failure(ExitCode.USAGE, path + "." + key + ": " + text + " (expected: true or false)");
        }
        return text.equals("true");
    }

    /** A text or a list of texts; none: an empty list. */
    List<String> texts(String key) {
        return texts(entries.get(key));
    }

    /** A text or a list of texts. */
    static List<String> texts(Object value) {
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(value));
    }

    /** A value that must be there, as text. */
    public String required(String key) {
        if (!has(key)) {
            throw new Failure(ExitCode.USAGE, path + "." + key + ": missing");
        }
        return text(key, "");
    }

    /** A map in the map. */
    public YamlNode node(String key) {
        return of(path + "." + key, entries.get(key));
    }

    List<YamlNode> nodes(String key) {
        Object value = entries.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw new Failure(ExitCode.USAGE, path + "." + key + ": " + value + " (expected: a list)");
        }
        List<YamlNode> nodes = new ArrayList<>();
        for (Object item : list) {
            nodes.add(of(path + "." + key + "[" + nodes.size() + "]", item));
        }
        return nodes;
    }

    /** All values by key, in their order. */
    public Map<String, Object> entries() {
        Map<String, Object> copy = new LinkedHashMap<>();
        entries.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }

    /** Where it stands. */
    public String path() {
        return path;
    }
}
