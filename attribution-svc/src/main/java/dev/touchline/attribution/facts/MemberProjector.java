package dev.touchline.attribution.facts;

import dev.touchline.attribution.dirty.Members;
import dev.touchline.attribution.dirty.Members.Known;
import dev.touchline.attribution.facts.Organisation.Versioned;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.feed.v1.FeedService;
import dev.touchline.kit.feed.FeedHandler;
import dev.touchline.member.v1.Brand;
import dev.touchline.member.v1.Guide;
import dev.touchline.member.v1.Member;
import dev.touchline.member.v1.MemberEvent;
import dev.touchline.member.v1.Store;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Follows member-svc: who is the same person, who works a member, when the days of brands and stores begin, and where
 * guides work. Merge and split change one map entry a member; both the person that a member leaves and the one it joins are
 * marked. Bindings stay with their member.
 */
@ApplicationScoped
public class MemberProjector implements FeedHandler {

    private final FeedService source;
    private final Members members;
    private final Organisation organisation;
    private final Guides guides;
    private final Bindings bindings;

    public MemberProjector(
            @GrpcClient("member-svc") FeedService source,
            Members members,
            Organisation organisation,
            Guides guides,
            Bindings bindings) {
        this.source = source;
        this.members = members;
        this.organisation = organisation;
        this.guides = guides;
        this.bindings = bindings;
    }

    @Override
    public String feed() {
        return "member-svc";
    }

    @Override
    public FeedService source() {
        return source;
    }

    @Override
    public Uni<Void> apply(SqlConnection tx, List<FeedEvent> events) {
        Batch batch = Batch.of(events);
        return changedUnits(tx, batch)
                .chain(selling -> change(tx, batch.members, selling))
                .chain(() -> batch.namesDays()
                        ? organisation.upsert(tx, batch.brands, batch.stores)
                        : Uni.createFrom().voidItem())
                .chain(() -> batch.guides.isEmpty() ? Uni.createFrom().voidItem() : guides.upsert(tx, batch.guides));
    }

    /** Whom the organisation's changes concern. Sales and bindings that name it are kept out meanwhile, or it is. */
    private Uni<List<Long>> changedUnits(SqlConnection tx, Batch batch) {
        if (!batch.namesDays() && batch.guides.isEmpty()) {
            return batch.namesBindings()
                    ? organisation.admitSales(tx).replaceWith(List.of())
                    : Uni.createFrom().item(List.of());
        }
        return organisation
                .excludeSales(tx)
                .chain(() -> batch.namesDays()
                        ? unitsSelling(tx, batch)
                        : Uni.createFrom().<List<Long>>item(List.of()))
                .chain(selling -> batch.guides.isEmpty()
                        ? Uni.createFrom().item(selling)
                        : guides.unitsMoved(tx, batch.guides).map(moved -> union(selling, moved)));
    }

    private Uni<List<Long>> unitsSelling(SqlConnection tx, Batch batch) {
        return organisation.changedBrands(tx, batch.brands).chain(changedBrands -> organisation
                .changedStores(tx, batch.stores)
                .chain(changedStores -> organisation.unitsSelling(tx, changedBrands, changedStores)));
    }

    private static List<Long> union(List<Long> some, List<Long> others) {
        List<Long> union = new ArrayList<>(some);
        union.addAll(others);
        return union;
    }

    /** Changes the map and the bindings where it was told something newer, and marks whom that or the organisation concerns. */
    private Uni<Void> change(SqlConnection tx, Map<Long, Told> told, Collection<Long> selling) {
        if (told.isEmpty() && selling.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Set<Long> named = new TreeSet<>(told.keySet());
        told.values().forEach(each -> named.add(each.known().canonical()));
        return members.lockForChange(tx, named, selling).chain(stored -> {
            List<Told> news = told.values().stream()
                    .filter(each -> each.known().version()
                            > stored.get(each.known().id()).version())
                    .toList();
            Set<Long> marks = new TreeSet<>();
            selling.forEach(unit -> marks.add(unit > 0 ? stored.get(unit).canonical() : unit));
            for (Told each : news) {
                markMove(
                        marks,
                        stored.get(each.known().id()).canonical(),
                        each.known().canonical());
            }
            return bindings.changed(tx, news.stream().map(Told::member).toList())
                    .invoke(rebound -> rebound.forEach(member -> marks.add(member.getCanonicalId())))
                    .chain(rebound -> members.markForChange(tx, marks)
                            .chain(() -> members.change(
                                    tx, news.stream().map(Told::known).toList()))
                            .chain(() -> bindings.upsert(tx, rebound)));
        });
    }

    private static void markMove(Set<Long> marks, long from, long to) {
        if (from != to) {
            marks.add(from);
            marks.add(to);
        }
    }

    @Override
    public Uni<Void> forget(SqlConnection tx) {
        return organisation
                .excludeSales(tx)
                .chain(() -> organisation.unitsSellingAnywhere(tx))
                .chain(selling -> members.all(tx).chain(all -> forget(tx, all, selling)))
                .chain(() -> organisation.forget(tx))
                .chain(() -> guides.forget(tx))
                .chain(() -> bindings.forget(tx));
    }

    /** Everybody becomes a person of their own again, as if only facts had named them. */
    private Uni<Void> forget(SqlConnection tx, List<Known> all, List<Long> selling) {
        return members.lockForChange(tx, all.stream().map(Known::id).toList(), selling)
                .chain(stored -> {
                    Set<Long> marks = new TreeSet<>();
                    List<Known> alone = new ArrayList<>();
                    selling.forEach(
                            unit -> marks.add(unit > 0 ? stored.get(unit).canonical() : unit));
                    for (Known known : all) {
                        markMove(marks, stored.get(known.id()).canonical(), known.id());
                        alone.add(new Known(known.id(), known.id(), 0));
                    }
                    return members.markForChange(tx, marks).chain(() -> members.change(tx, alone));
                });
    }

    /** A member as it was told. */
    private record Told(Member member, Known known) {}

    /** What a batch of events tells, by kind. */
    private static final class Batch {

        final Map<Long, Told> members = new TreeMap<>();
        final List<Versioned<Brand>> brands = new ArrayList<>();
        final List<Versioned<Store>> stores = new ArrayList<>();
        final List<Versioned<Guide>> guides = new ArrayList<>();

        static Batch of(List<FeedEvent> events) {
            Batch batch = new Batch();
            Latest.of(events, MemberEvent.parser()).forEach(latest -> batch.add(latest.message()));
            return batch;
        }

        private void add(MemberEvent event) {
            switch (event.getEntityCase()) {
                case MEMBER -> add(event.getMember(), event.getVersion());
                case BRAND -> brands.add(new Versioned<>(event.getBrand(), event.getVersion()));
                case STORE -> stores.add(new Versioned<>(event.getStore(), event.getVersion()));
                case GUIDE -> guides.add(new Versioned<>(event.getGuide(), event.getVersion()));
                case REGION, PARTNER, ENTITY_NOT_SET -> {} // decide nothing here
            }
        }

        private void add(Member member, long version) {
            Known known = new Known(member.getMemberId(), member.getCanonicalId(), version);
            members.put(member.getMemberId(), new Told(member, known));
        }

        boolean namesDays() {
            return !brands.isEmpty() || !stores.isEmpty();
        }

        boolean namesBindings() {
            return members.values().stream().anyMatch(each -> each.member().getBindingsCount() > 0);
        }
    }
}
