package dev.touchline.member.registry;

import com.google.protobuf.ByteString;
import dev.touchline.kit.access.Caller;
import dev.touchline.kit.feed.FeedInbox;
import dev.touchline.member.link.Link;
import dev.touchline.member.link.Linker;
import dev.touchline.member.registry.Identifiers.Owner;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Brings reports on disk: locks, loads, lets {@link Batch} decide, writes, and tells the feed, in one transaction. */
@ApplicationScoped
class Registry {

    private static final int TRIES = 5;

    private final Pool pool;
    private final Identifiers identifiers;
    private final Members members;
    private final FeedInbox inbox;

    Registry(Pool pool, Identifiers identifiers, Members members, FeedInbox inbox) {
        this.pool = pool;
        this.identifiers = identifiers;
        this.members = members;
        this.inbox = inbox;
    }

    /** Records reports, at least one; answers in their order. What would change what is stored for others is not recorded. */
    Uni<List<Registered>> record(List<MemberReport> reports, Caller caller) {
        Reach reach = new Reach(caller);
        return pool.withTransaction(tx -> record(tx, reports, reach))
                .onFailure(ComponentsMovedException.class)
                .retry()
                .atMost(TRIES);
    }

    private Uni<List<Registered>> record(SqlConnection tx, List<MemberReport> reports, Reach reach) {
        List<Alias> aliases =
                reports.stream().flatMap(report -> report.aliases().stream()).toList();
        Set<ByteString> hashes = aliases.stream().map(Alias::hash).collect(Collectors.toSet());
        return identifiers
                .meet(tx, aliases)
                .chain(() -> identifiers.owners(tx, hashes))
                .chain(owners -> record(tx, reports, owners, reach));
    }

    private Uni<List<Registered>> record(
            SqlConnection tx, List<MemberReport> reports, Map<ByteString, Owner> owners, Reach reach) {
        Preview preview = Preview.of(reports, owners);
        // Without a report that is denied, one after it may have to create the member that they have in common.
        int creates = reach.caller().wholeGroup() ? preview.creates() : reports.size();
        Map<ByteString, Long> ownerIds = new HashMap<>();
        owners.forEach((hash, owner) -> ownerIds.put(hash, owner.member()));
        Set<Long> known = new HashSet<>(ownerIds.values());
        Uni<List<Long>> locked = preview.merges() ? members.lockComponents(tx, known) : members.lock(tx, known);
        return locked.chain(ids -> members.load(tx, ids))
                .chain(before -> members.newIds(tx, creates).chain(ids -> {
                    Batch batch = Batch.of(reports, ownerIds, before, ids, reach);
                    if (batch.merged() && !preview.merges()) {
                        throw new ComponentsMovedException();
                    }
                    return write(tx, batch, before);
                }));
    }

    private Uni<List<Registered>> write(SqlConnection tx, Batch batch, Map<Long, MemberState> before) {
        List<MemberState> changed = batch.changed();
        Uni<Void> written = changed.isEmpty()
                ? Uni.createFrom().voidItem()
                : members.save(tx, changed, before)
                        .chain(() -> identifiers.claim(tx, batch.claims()))
                        .chain(() -> tell(tx, changed));
        return written.chain(() -> identifiers.forget(tx, batch.unclaimed())).map(done -> batch.answers());
    }

    /** Appends the whole state of changed members to the feed, in the transaction that changed them. */
    Uni<Void> tell(SqlConnection tx, Collection<MemberState> changed) {
        List<Long> ids = changed.stream().map(MemberState::id).toList();
        return identifiers
                .ofMembers(tx, ids)
                .chain(hashes -> inbox.append(
                        tx,
                        changed.stream()
                                .map(state -> MemberMessages.event(state, hashes.getOrDefault(state.id(), List.of())))
                                .toList()));
    }

    /** How many members a batch will create at most, and whether it merges, as far as can be told before the locks. */
    private record Preview(int creates, boolean merges) {

        static Preview of(List<MemberReport> reports, Map<ByteString, Owner> owners) {
            Map<ByteString, Long> ownerIds = new HashMap<>();
            Map<Long, Long> persons = new TreeMap<>();
            owners.forEach((hash, owner) -> {
                ownerIds.put(hash, owner.member());
                persons.put(owner.member(), owner.person());
            });
            AtomicLong provisional = new AtomicLong(Long.MAX_VALUE);
            Linker<ByteString> linker = new Linker<>(ownerIds, persons, provisional::getAndDecrement);
            List<Link<ByteString>> links =
                    reports.stream().map(report -> linker.link(report.names())).toList();
            int creates = (int) links.stream().filter(Link::created).count();
            return new Preview(creates, links.stream().anyMatch(Link::merged));
        }
    }
}
