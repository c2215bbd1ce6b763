package dev.touchline.attribution.fold.columns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keys as small numbers from 0, in the order in which they were first named; forgets none. Safe from any thread. */
public final class Names {

    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    /** Keys by number. */
    public static Names of(String... names) {
        Names known = new Names();
        for (String name : names) {
            known.idOf(name);
        }
        return known;
    }

    /** The number of a key; a new one if it has none. */
    public synchronized int idOf(String name) {
        Integer known = ids.get(name);
        if (known != null) {
            return known;
        }
        ids.put(name, names.size());
        names.add(name);
        return names.size() - 1;
    }

    /** The key of a number. */
    public synchronized String name(int id) {
        return names.get(id);
    }

    /** All keys, by number. */
    public synchronized List<String> all() {
        return List.copyOf(names);
    }
}
