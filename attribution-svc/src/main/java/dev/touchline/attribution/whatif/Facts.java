package dev.touchline.attribution.whatif;

import dev.touchline.attribution.dirty.FactChanges.Snapshot;
import dev.touchline.attribution.fold.Person;
import dev.touchline.attribution.fold.columns.Dictionaries;
import java.util.List;
import java.util.Map;

/**
 * The facts of everybody who bought, as of one snapshot. Immutable, but for the dictionaries, which only grow.
 *
 * @param segments each person is up to date in at most one of them
 * @param odd persons that do not fit into columns, by canonical unit; in no segment up to date
 */
record Facts(Snapshot snapshot, Dictionaries names, List<Segment> segments, Map<Long, Person> odd) {

    long persons() {
        return segments.stream().mapToLong(Segment::size).sum() + odd.size();
    }
}
