package dev.touchline.member.organisation;

import dev.touchline.kit.error.Items;
import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.feed.FeedInbox;
import dev.touchline.kit.feed.NewEvent;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.type.v1.ItemResult;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny.Session;

/** Creates and replaces units of one kind in a session: of several with one key the last stands, in one version. */
@ApplicationScoped
class Units {

    private static final String TAKE_TURNS = "LOCK TABLE brand IN SHARE ROW EXCLUSIVE MODE";

    private final Clock clock;

    Units(Clock clock) {
        this.clock = clock;
    }

    /** Waits until no other transaction writes the organisation. */
    Uni<Void> takeTurns(Session session) {
        return session.createNativeQuery(TAKE_TURNS).executeUpdate().replaceWithVoid();
    }

    /** Records units; answers for each, numbered from {@code index}. */
    <M, E extends UnitEntity> Uni<List<ItemResult>> upsert(
            Session session, UnitKind<M, E> kind, List<M> inputs, int index) {
        List<ItemResult> results = new ArrayList<>();
        Map<Integer, M> sound = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            try {
                sound.put(index + i, kind.form().apply(inputs.get(i)));
            } catch (Rejection refused) {
                results.add(Items.rejected(index + i, refused));
            }
        }
        if (sound.isEmpty()) {
            return Uni.createFrom().item(results);
        }
        List<String> keys = sound.values().stream().map(kind.key()).distinct().toList();
        return session.createSelectionQuery(kind.byKeys(), kind.type())
                .setParameter("keys", keys)
                .getResultList()
                .chain(stored -> {
                    Changes<M, E> changes = new Changes<>(kind, stored);
                    sound.entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .forEach(entry -> results.add(changes.apply(entry.getKey(), entry.getValue())));
                    results.sort(Comparator.comparing(ItemResult::getIndex));
                    return save(session, changes).replaceWith(results);
                });
    }

    private Uni<Void> save(Session session, Changes<?, ?> changes) {
        Uni<Void> saved = session.persistAll(changes.created.toArray()).chain(session::flush);
        for (NewEvent event : changes.events()) {
            saved = saved.chain(() -> tell(session, event));
        }
        return saved;
    }

    private Uni<Void> tell(Session session, NewEvent event) {
        return session.createNativeQuery(FeedInbox.APPEND_ONE)
                .setParameter(1, FeedInbox.partition(event.key()))
                .setParameter(2, event.key())
                .setParameter(3, event.version())
                .setParameter(4, event.body())
                .setParameter(5, event.traceparent())
                .setParameter(6, ProtoTime.stored(clock.instant()))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** What a batch changes of one kind. */
    private static final class Changes<M, E extends UnitEntity> {
        private final UnitKind<M, E> kind;
        private final Map<String, E> units;
        private final Map<String, E> changed = new HashMap<>();
        private final List<E> created = new ArrayList<>();

        Changes(UnitKind<M, E> kind, List<E> stored) {
            this.kind = kind;
            this.units = new HashMap<>(stored.stream().collect(Collectors.toMap(unit -> unit.key, unit -> unit)));
        }

        ItemResult apply(int index, M input) {
            E unit = units.get(kind.key().apply(input));
            if (unit != null && kind.show().apply(unit).equals(input)) {
                return Items.duplicate(index);
            }
            if (unit == null) {
                unit = kind.create().get();
                created.add(unit);
            }
            kind.fill().accept(unit, input);
            if (changed.put(unit.key, unit) == null) {
                unit.version++;
            }
            units.put(unit.key, unit);
            return Items.accepted(index);
        }

        List<NewEvent> events() {
            return changed.values().stream()
                    .map(unit -> NewEvent.of(
                            kind.name() + "/" + unit.key,
                            unit.version,
                            kind.event(unit.version, kind.show().apply(unit))))
                    .toList();
        }
    }
}
