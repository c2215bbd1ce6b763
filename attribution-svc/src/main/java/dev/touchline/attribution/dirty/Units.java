package dev.touchline.attribution.dirty;

import dev.touchline.kit.shard.Shard;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Fold units in ascending order, each with its shard: a member's id, or minus the sale's id while the buyer is unknown. One
 * order of locks everywhere is what keeps transactions from waiting for each other in a circle.
 */
public record Units(List<Long> sorted) {

    /** Those units, sorted, each once. */
    public static Units of(Collection<Long> units) {
        return new Units(List.copyOf(new TreeSet<>(units)));
    }

    /** The unit of a sale. */
    public static long ofSale(long member, long sale) {
        return member > 0 ? member : -sale;
    }

    /** Only those that are members. */
    public Units members() {
        return new Units(sorted.stream().filter(unit -> unit > 0).toList());
    }

    public boolean isEmpty() {
        return sorted.isEmpty();
    }

    /** Two parameters: smallint[] of shards, bigint[] of units. */
    public Tuple tuple() {
        return Tuple.tuple().addArrayOfShort(shards()).addArrayOfLong(ids());
    }

    public Short[] shards() {
        return sorted.stream().map(Shard::of).toArray(Short[]::new);
    }

    public Long[] ids() {
        return sorted.toArray(Long[]::new);
    }
}
