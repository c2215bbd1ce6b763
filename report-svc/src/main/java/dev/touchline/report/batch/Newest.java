package dev.touchline.report.batch;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The newest state of each entity in a batch: one statement must not touch a row twice. */
public final class Newest {

    private Newest() {}

    /** Of those with the same key only the one with the highest version, in the order of the first. */
    public static <E extends Versioned> List<E> of(Collection<E> states, Function<E, ?> key) {
        Map<Object, E> newest = states.stream()
                .collect(Collectors.toMap(
                        key, state -> state, (a, b) -> b.version() > a.version() ? b : a, LinkedHashMap::new));
        return List.copyOf(newest.values());
    }
}
