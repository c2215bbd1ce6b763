package dev.touchline.attribution.dirty;

import dev.touchline.kit.shard.Shard;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Who is the same person: each member's canonical unit. Facts never move; only this map changes. */
@ApplicationScoped
public class Members {

    /** What is known of a member. */
    public record Known(long id, long canonical, long version) {}

    private static final String ENSURE =
            """
            INSERT INTO member (shard, id, canonical, version)
            SELECT shard, id, id, 0 FROM unnest($1::smallint[], $2::bigint[]) AS named (shard, id) ORDER BY id
            ON CONFLICT (shard, id) DO NOTHING
            """;

    private static final String LOCK_FOR_FACTS =
            """
            SELECT 1 FROM member JOIN unnest($1::smallint[], $2::bigint[]) AS named (shard, id) USING (shard, id)
            ORDER BY id FOR SHARE OF member
            """;

    private static final String LOCK_COMPONENTS =
            """
            SELECT 1 FROM member
            JOIN (SELECT * FROM unnest($1::smallint[], $2::bigint[]) AS named (shard, id)
                  UNION SELECT shard, id FROM member WHERE canonical <> id AND canonical = ANY($3)) AS component
                USING (shard, id)
            ORDER BY id FOR UPDATE OF member
            """;

    private static final String READ =
            """
            SELECT id, canonical, version
            FROM member JOIN unnest($1::smallint[], $2::bigint[]) AS named (shard, id) USING (shard, id)
            """;

    private static final String COMPONENTS =
            """
            SELECT id, canonical FROM member JOIN unnest($1::smallint[], $2::bigint[]) AS claimed (shard, id) USING (shard, id)
            WHERE canonical = id
            UNION ALL
            SELECT id, canonical FROM member WHERE canonical = ANY($2) AND canonical <> id
            """;

    private static final String CHANGE =
            """
            UPDATE member SET canonical = change.canonical, version = change.version
            FROM unnest($1::smallint[], $2::bigint[], $3::bigint[], $4::bigint[])
                 AS change (shard, id, canonical, version)
            WHERE member.shard = change.shard AND member.id = change.id
            """;

    private static final String ALL = "SELECT id, canonical, version FROM member WHERE version > 0 OR canonical <> id";

    private final DirtyMembers dirty;
    private final Clock clock;

    public Members(DirtyMembers dirty, Clock clock) {
        this.dirty = dirty;
        this.clock = clock;
    }

    /**
     * Marks the persons behind units whose facts change, before they do or after it, and waits for no folder. Their members stay
     * locked FOR SHARE until the transaction ends, so that nobody merges them between the mark and the fact.
     */
    public Uni<Void> markForFacts(SqlConnection tx, Collection<Long> units) {
        return lockForFacts(tx, units).chain(canonical -> dirty.appendChanged(tx, canonical, now()));
    }

    /**
     * Marks the persons behind units whose ledgers move, or are to be written again from the facts that they have. Waits for
     * folders that work on them, and nobody folds them until the transaction ends.
     */
    public Uni<Void> markAndHold(SqlConnection tx, Collection<Long> units) {
        return lockForFacts(tx, units).chain(canonical -> dirty.mark(tx, canonical, now()));
    }

    /** Locks the members behind units FOR SHARE until the transaction ends; answers the canonical units. */
    private Uni<Units> lockForFacts(SqlConnection tx, Collection<Long> units) {
        Units all = Units.of(units);
        Units members = all.members();
        if (members.isEmpty()) {
            return Uni.createFrom().item(all);
        }
        return tx.preparedQuery(ENSURE)
                .execute(members.tuple())
                .chain(() -> tx.preparedQuery(LOCK_FOR_FACTS).execute(members.tuple()))
                .chain(() -> read(tx, members)) // a later statement than the lock
                .map(known -> canonical(all, known));
    }

    /**
     * Locks whole components for a change of who is who, and with them the members of {@code others}; answers what is
     * known of all {@code named} and {@code others} under that lock.
     *
     * @param named the members that change, and the canonical ones they change to
     */
    public Uni<Map<Long, Known>> lockForChange(SqlConnection tx, Collection<Long> named, Collection<Long> others) {
        Units members = union(named, others).members();
        return tx.preparedQuery(ENSURE)
                .execute(members.tuple())
                .chain(() -> read(tx, Units.of(named)))
                .map(known -> union(
                        named, known.values().stream().map(Known::canonical).toList()))
                .chain(roots -> tx.preparedQuery(LOCK_COMPONENTS)
                        .execute(union(members.sorted(), roots.sorted()).tuple().addArrayOfLong(roots.ids())))
                .chain(() -> read(tx, members));
    }

    /** Marks old and new canonical units, then nothing else: the caller changes the map afterwards. */
    public Uni<Void> markForChange(SqlConnection tx, Collection<Long> canonical) {
        return dirty.markChanged(tx, Units.of(canonical), now());
    }

    /** Changes the map for members that are locked. */
    public Uni<Void> change(SqlConnection tx, Collection<Known> changes) {
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Known> list = List.copyOf(changes);
        return tx.preparedQuery(CHANGE)
                .execute(Tuple.tuple()
                        .addArrayOfShort(
                                list.stream().map(known -> Shard.of(known.id())).toArray(Short[]::new))
                        .addArrayOfLong(list.stream().map(Known::id).toArray(Long[]::new))
                        .addArrayOfLong(list.stream().map(Known::canonical).toArray(Long[]::new))
                        .addArrayOfLong(list.stream().map(Known::version).toArray(Long[]::new)))
                .replaceWithVoid();
    }

    /** Everybody that member-svc has told about. */
    public Uni<List<Known>> all(SqlConnection tx) {
        return tx.query(ALL).execute().map(rows -> List.copyOf(known(rows).values()));
    }

    /** What is known of members; placeholders have version 0, who was never named is missing. */
    public Uni<Map<Long, Known>> read(SqlClient client, Units members) {
        return client.preparedQuery(READ).execute(members.tuple()).map(Members::known);
    }

    /** Each member's canonical unit, for all members of the persons behind canonical units. */
    public Uni<Map<Long, Long>> components(SqlClient client, Units canonical) {
        return client.preparedQuery(COMPONENTS)
                .execute(canonical.members().tuple())
                .map(rows -> {
                    Map<Long, Long> canonicalOf = new HashMap<>();
                    for (Row row : rows) {
                        canonicalOf.put(row.getLong(0), row.getLong(1));
                    }
                    return canonicalOf;
                });
    }

    /** The canonical units of members and of sales without one. */
    public static Units canonical(Units units, Map<Long, Known> known) {
        List<Long> canonical = new ArrayList<>(units.sorted().size());
        for (long unit : units.sorted()) {
            canonical.add(unit > 0 ? known.get(unit).canonical() : unit);
        }
        return Units.of(canonical);
    }

    private static Units union(Collection<Long> some, Collection<Long> others) {
        TreeSet<Long> union = new TreeSet<>(some);
        union.addAll(others);
        return Units.of(union);
    }

    private static Map<Long, Known> known(Iterable<Row> rows) {
        Map<Long, Known> known = new HashMap<>();
        for (Row row : rows) {
            known.put(row.getLong(0), new Known(row.getLong(0), row.getLong(1), row.getLong(2)));
        }
        return known;
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }
}
