package dev.touchline.attribution.ledger;

import dev.touchline.attribution.dirty.DirtyMembers;
import dev.touchline.attribution.dirty.Units;
import dev.touchline.attribution.fold.Fold;
import dev.touchline.attribution.fold.LedgerEntry;
import dev.touchline.attribution.fold.Person;
import dev.touchline.attribution.fold.Policies;
import dev.touchline.attribution.policy.PolicyBook;
import dev.touchline.attribution.v1.LedgerBasis;
import dev.touchline.attribution.v1.LedgerEvent;
import dev.touchline.kit.feed.FeedInbox;
import dev.touchline.kit.telemetry.EventTraces;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Folds dirty persons: collect marks; claim, load, fold, compare, and write only the differences with their events; one READ COMMITTED
 * transaction, short, because who moves something waits for it. When that fails, those it claimed are folded one by one, and whoever
 * cannot be folded alone is postponed, so that one broken fact stops nobody else.
 */
@ApplicationScoped
public class Folder {

    private static final Logger LOG = Logger.getLogger(Folder.class);

    private final Pool pool;
    private final DirtyMembers dirty;
    private final Persons persons;
    private final Ledgers ledgers;
    private final FeedInbox inbox;
    private final PolicyBook book;
    private final FoldConfig config;
    private final FoldMeter meter;
    private final EventTraces traces;

    public Folder(
            Pool pool,
            DirtyMembers dirty,
            Persons persons,
            Ledgers ledgers,
            FeedInbox inbox,
            PolicyBook book,
            FoldConfig config,
            FoldMeter meter,
            EventTraces traces) {
        this.pool = pool;
        this.dirty = dirty;
        this.persons = persons;
        this.ledgers = ledgers;
        this.inbox = inbox;
        this.book = book;
        this.config = config;
        this.meter = meter;
        this.traces = traces;
    }

    /**
     * Folds the oldest dirty persons of a shard, if one of them was marked so long ago; answers how many units it claimed and
     * sales it told anew.
     */
    public Uni<Folded> foldShard(short shard, Duration age) {
        List<Long> batch = new ArrayList<>();
        return dirty.collect(pool, shard)
                .chain(() -> meter.measured(() -> pool.withTransaction(
                        tx -> dirty.claim(tx, shard, age).invoke(batch::addAll).chain(claimed -> fold(tx, claimed)))))
                .onFailure(failure -> !batch.isEmpty())
                .recoverWithUni(() -> foldSingly(shard, batch));
    }

    private Uni<Folded> foldSingly(short shard, List<Long> units) {
        Uni<Folded> all = Uni.createFrom().item(Folded.NOTHING);
        for (long unit : units) {
            all = all.chain(sum -> foldOne(shard, unit).map(sum::plus));
        }
        return all;
    }

    private Uni<Folded> foldOne(short shard, long unit) {
        return meter.measured(() -> pool.withTransaction(
                        tx -> dirty.claimOne(tx, shard, unit).chain(claimed -> fold(tx, claimed))))
                .onFailure()
                .recoverWithUni(failure -> dirty.postpone(pool, shard, unit, config.postponement())
                        .invoke(() -> LOG.errorf(
                                failure, "Cannot be folded unit=%d retry_in=%s", unit, config.postponement()))
                        .replaceWith(Folded.NOTHING));
    }

    private Uni<Folded> fold(SqlConnection tx, List<Long> claimed) {
        return claimed.isEmpty() ? Uni.createFrom().item(Folded.NOTHING) : fold(tx, Units.of(claimed));
    }

    private Uni<Folded> fold(SqlConnection tx, Units claimed) {
        Instant start = Instant.now();
        return book.forFold(tx)
                .chain(policies -> persons.load(tx, claimed).chain(facts -> stored(tx, facts)
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .map(stored -> changes(policies, facts, stored))))
                .chain(changes -> writeTraced(tx, changes, start)
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

    private List<Change> changes(Policies policies, PersonFacts facts, List<Ledgers.Stored> stored) {
        Map<Long, Ledgers.Stored> told = new HashMap<>();
        stored.forEach(each -> told.put(each.sale(), each));
        Fold fold = new Fold(facts.reference(), policies);
        List<Change> changes = new ArrayList<>();
        for (long canonical : facts.canonical()) {
            Map<Long, List<LedgerEntry>> bySale = new TreeMap<>();
            Person person = facts.person(canonical);
            Basis basis = new Basis(person, facts.members(canonical), facts.reference());
            for (LedgerEntry entry : fold.ledger(person).entries()) {
                bySale.computeIfAbsent(entry.sale().id(), sale -> new ArrayList<>())
                        .add(entry);
            }
            bySale.forEach((sale, entries) -> compare(facts, basis, entries, told.remove(sale), changes));
        }
        told.values().stream().filter(each -> !each.tellsNothing()).forEach(each -> changes.add(withdrawal(each)));
        return changes;
    }

    private static void compare(
            PersonFacts facts, Basis basis, List<LedgerEntry> entries, Ledgers.Stored told, List<Change> changes) {
        long sale = entries.get(0).sale().id();
        LedgerEvent content = LedgerMessages.content(sale, entries);
        if (told == null || !Arrays.equals(told.content(), content.toByteArray())) {
            long unit = Units.ofSale(entries.get(0).sale().member(), sale);
            long version = told == null ? 1 : told.version() + 1;
            changes.add(new Change(unit, sale, version, content, entries, basis.of(entries), facts.traceparent(sale)));
        }
    }

    /** The ledger of a sale whose facts are gone. */
    private static Change withdrawal(Ledgers.Stored told) {
        LedgerEvent nothing = LedgerMessages.content(told.sale(), List.of());
        return new Change(
                told.unit(), told.sale(), told.version() + 1, nothing, List.of(), LedgerBasis.getDefaultInstance(), "");
    }

    /** In the trace of each changed sale the fold is a span, and its event carries that span on. */
    private Uni<Void> writeTraced(SqlConnection tx, List<Change> changes, Instant start) {
        List<String> told = changes.stream().map(Change::traceparent).toList();
        EventTraces.Work work = traces.begin("fold", SpanKind.INTERNAL, Attributes.empty(), told, start);
        return write(
                        tx,
                        changes.stream().map(change -> change.continuedBy(work)).toList())
                .onTermination()
                .invoke((done, failure, cancelled) -> work.end(failure));
    }

    private Uni<Void> write(SqlConnection tx, List<Change> changes) {
        return changes.isEmpty()
                ? Uni.createFrom().voidItem()
                : ledgers.write(tx, changes)
                        .chain(() -> inbox.append(
                                tx, changes.stream().map(Change::event).toList()));
    }
}
