package dev.touchline.attribution.whatif;

import dev.touchline.attribution.fold.columns.Columns;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Persons in columns, of which some are out of date: a later segment holds them as they are now. Immutable.
 *
 * @param numbers number of each person in the columns, by canonical unit
 * @param skip numbers of those that are out of date
 */
record Segment(Columns columns, LongIntMap numbers, BitSet skip) {

    static Segment of(Columns columns) {
        LongIntMap numbers = new LongIntMap();
        for (long person : columns.persons()) {
            numbers.add(person);
        }
        return new Segment(columns, numbers, new BitSet());
    }

    /** The same, with more persons out of date. */
    Segment without(Set<Long> persons) {
        BitSet more = (BitSet) skip.clone();
        for (long person : persons) {
            int number = numbers.find(person);
            if (number >= 0) {
                more.set(number);
            }
        }
        return new Segment(columns, numbers, more);
    }

    /** The persons that are up to date here. */
    Set<Long> current() {
        Set<Long> current = new HashSet<>();
        for (int number = skip.nextClearBit(0); number < columns.size(); number = skip.nextClearBit(number + 1)) {
            current.add(columns.persons()[number]);
        }
        return current;
    }

    int size() {
        return columns.size() - skip.cardinality();
    }
}
