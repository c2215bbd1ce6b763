package dev.touchline.attribution.ledger;

import dev.touchline.attribution.dirty.DirtyMembers;
import dev.touchline.attribution.dirty.Units;
import dev.touchline.attribution.fold.Fold;
import dev.touchline.attribution.fold.LedgerEntry;
import dev.touchline.attribution.fold.Policies;
import dev.touchline.attribution.v1.LedgerEvent;
import dev.touchline.kit.feed.FeedInbox;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Folds dirty persons: claim, load, fold, compare, and write only the differences with their events; one READ COMMITTED
 * transaction, short, because marks wait for it.
 */
@ApplicationScoped
public class Folder {

    private final Pool pool;
    private final DirtyMembers dirty;
    private final Persons persons;
    private final Ledgers ledgers;
    private final FeedInbox inbox;
    private final Policies policies;

    public Folder(Pool pool, DirtyMembers dirty, Persons persons, Ledgers ledgers, FeedInbox inbox, Policies policies) {
        this.pool = pool;
        this.dirty = dirty;
        this.persons = persons;
        this.ledgers = ledgers;
        this.inbox = inbox;
        this.policies = policies;
    }

    /** Folds the oldest dirty persons of a shard; answers how many units it claimed and sales it told anew. */
    public Uni<Folded> foldShard(short shard) {
        return pool.withTransaction(tx -> dirty.claim(tx, shard)
                .chain(claimed ->
                        claimed.isEmpty() ? Uni.createFrom().item(Folded.NOTHING) : fold(tx, Units.of(claimed))));
    }

    private Uni<Folded> fold(SqlConnection tx, Units claimed) {
        return persons.load(tx, claimed)
                .chain(facts -> stored(tx, facts)
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .map(stored -> changes(facts, stored)))
                .chain(changes -> write(tx, changes)
                        .replaceWith(new Folded(claimed.sorted().size(), changes.size())));
    }

    private Uni<List<Ledgers.Stored>> stored(SqlConnection tx, PersonFacts facts) {
        List<Ledgers.Stored> stored = new ArrayList<>();
        Uni<Void> read = Uni.createFrom().voidItem();
        for (Map.Entry<Short, Units> shard :
                Persons.byShard(facts.canonicalOf()).entrySet()) {
            read = read.chain(() -> ledgers.of(tx, shard.getKey(), shard.getValue()))
                    .invoke(stored::addAll)
                    .replaceWithVoid();
        }
        return read.replaceWith(stored);
    }

    private List<Change> changes(PersonFacts facts, List<Ledgers.Stored> stored) {
        Map<Long, Ledgers.Stored> told = new HashMap<>();
        stored.forEach(each -> told.put(each.sale(), each));
        Fold fold = new Fold(facts.reference(), policies);
        List<Change> changes = new ArrayList<>();
        for (long canonical : facts.canonical()) {
            Map<Long, List<LedgerEntry>> bySale = new TreeMap<>();
            for (LedgerEntry entry : fold.ledger(facts.person(canonical)).entries()) {
                bySale.computeIfAbsent(entry.sale().id(), sale -> new ArrayList<>())
                        .add(entry);
            }
            bySale.forEach((sale, entries) -> compare(facts, entries, told.remove(sale), changes));
        }
        told.values().stream().filter(each -> !each.tellsNothing()).forEach(each -> changes.add(withdrawal(each)));
        return changes;
    }

    private static void compare(
            PersonFacts facts, List<LedgerEntry> entries, Ledgers.Stored told, List<Change> changes) {
        long sale = entries.get(0).sale().id();
        LedgerEvent content = LedgerMessages.content(sale, entries);
        if (told == null || !Arrays.equals(told.content(), content.toByteArray())) {
            long unit = Units.ofSale(entries.get(0).sale().member(), sale);
            long version = told == null ? 1 : told.version() + 1;
            changes.add(new Change(unit, sale, version, content, entries, facts.traceparent(sale)));
        }
    }

    /** The ledger of a sale whose facts are gone. */
    private static Change withdrawal(Ledgers.Stored told) {
        LedgerEvent nothing = LedgerMessages.content(told.sale(), List.of());
        return new Change(told.unit(), told.sale(), told.version() + 1, nothing, List.of(), "");
    }

    private Uni<Void> write(SqlConnection tx, List<Change> changes) {
        return changes.isEmpty()
                ? Uni.createFrom().voidItem()
                : ledgers.write(tx, changes)
                        .chain(() -> inbox.append(
                                tx, changes.stream().map(Change::event).toList()));
    }
}
