package dev.touchline.attribution.incrementality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All units that were assigned, in arrays of a page each, because there may be millions: what each bought in the window and
 * before it, its arm, whether it was touched, and whose person it is where that is somebody else.
 */
final class Assigned {

    /** One unit; money in minor units. */
    interface Visitor {
        void visit(boolean control, boolean touched, boolean merged, long net, long before);
    }

    private static final byte CONTROL = 1;
    private static final byte TOUCHED = 2;
    private static final byte MERGED = 4;

    private final List<Page> pages = new ArrayList<>();
    private final Map<Long, Long> canonicalOf = new HashMap<>();
    private int size;
    private long merged;
    private long repeated;
    private long waiting;

    private record Page(long[] units, long[] nets, long[] befores, byte[] flags) {}

    /** A page of units to be filled; one after the other, in any order of units. */
    final class Filling {
        private final Page page;
        private int filled;

        private Filling(int capacity) {
            page = new Page(new long[capacity], new long[capacity], new long[capacity], new byte[capacity]);
        }

        void add(long unit, boolean control, boolean touched, long net, long before) {
            page.units[filled] = unit;
            page.nets[filled] = net;
            page.befores[filled] = before;
            page.flags[filled++] = (byte) ((control ? CONTROL : 0) | (touched ? TOUCHED : 0));
        }
    }

    Filling page(int capacity) {
        Filling filling = new Filling(capacity);
        pages.add(filling.page);
        size += capacity;
        return filling;
    }

    /** Tells that a unit is a person who has another unit's name. */
    void isPersonOf(long unit, long canonical) {
        canonicalOf.put(unit, canonical);
    }

    /** Persons whose ledger waited to be folded when this was read, up to 1,000,000. */
    long waiting() {
        return waiting;
    }

    void setWaiting(long persons) {
        waiting = persons;
    }

    int size() {
        return size;
    }

    /** Persons who have units in both arms. */
    long merged() {
        return merged;
    }

    /** Persons who have several units in one arm, and none in the other. */
    long repeated() {
        return repeated;
    }

    /** Flags the units of persons who are in both arms; to be called when all units are there. */
    void findMerged() {
        if (canonicalOf.isEmpty()) {
            return;
        }
        Map<Long, int[]> persons = new HashMap<>();
        canonicalOf.values().forEach(canonical -> persons.put(canonical, new int[2]));
        forEachUnit((page, i) -> {
            int[] arms = persons.get(person(page.units[i]));
            if (arms != null) {
                arms[page.flags[i] & CONTROL]++;
            }
        });
        for (int[] arms : persons.values()) {
            merged += arms[0] > 0 && arms[1] > 0 ? 1 : 0;
            repeated += arms[0] > 1 && arms[1] == 0 || arms[1] > 1 && arms[0] == 0 ? 1 : 0;
        }
        forEachUnit((page, i) -> {
            int[] arms = persons.get(person(page.units[i]));
            if (arms != null && arms[0] > 0 && arms[1] > 0) {
                page.flags[i] |= MERGED;
            }
        });
    }

    private long person(long unit) {
        return canonicalOf.getOrDefault(unit, unit);
    }

    void forEach(Visitor visitor) {
        forEachUnit((page, i) -> {
            byte flags = page.flags[i];
            visitor.visit(
                    (flags & CONTROL) != 0,
                    (flags & TOUCHED) != 0,
                    (flags & MERGED) != 0,
                    page.nets[i],
                    page.befores[i]);
        });
    }

    private void forEachUnit(Cell cell) {
        for (Page page : pages) {
            for (int i = 0; i < page.units.length; i++) {
                cell.at(page, i);
            }
        }
    }

    private interface Cell {
        void at(Page page, int index);
    }
}
