package dev.touchline.member.registry;

import dev.touchline.kit.error.Rejection;
import dev.touchline.member.link.Split;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Takes members out of the person they were merged into. Identifiers stay where they are, so nothing but the persons
 * changes, and a merge is undone exactly. A later report that names strong identifiers of both merges them again: it is
 * new evidence. Who knows better mends the source that reports both.
 */
@ApplicationScoped
class Splits {

    private final Pool pool;
    private final Members members;
    private final Registry registry;

    Splits(Pool pool, Members members, Registry registry) {
        this.pool = pool;
        this.members = members;
        this.registry = registry;
    }

    /** Each leaving member stands alone; NOT_FOUND, and nothing changes, if one does not exist. */
    Uni<Void> split(Collection<Long> leaving) {
        return pool.withTransaction(tx -> members.lockComponents(tx, leaving)
                .chain(locked -> members.load(tx, locked))
                .chain(before -> split(tx, leaving, before)));
    }

    private Uni<Void> split(SqlConnection tx, Collection<Long> leaving, Map<Long, MemberState> before) {
        leaving.stream().filter(id -> !before.containsKey(id)).findFirst().ifPresent(id -> {
            throw Rejection.notFound("member_ids", id);
        });
        Map<Long, Long> persons =
                before.values().stream().collect(Collectors.toMap(MemberState::id, MemberState::person));
        List<MemberState> changed = new ArrayList<>();
        new TreeMap<>(Split.of(persons, leaving)).forEach((id, person) -> {
            MemberState old = before.get(id);
            if (old.person() != person) {
                changed.add(old.next(person, old.profile()));
            }
        });
        return changed.isEmpty()
                ? Uni.createFrom().voidItem()
                : members.save(tx, changed, before).chain(() -> registry.tell(tx, changed));
    }
}
