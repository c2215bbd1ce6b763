package dev.touchline.attribution.facts;

import dev.touchline.attribution.dirty.Members;
import dev.touchline.attribution.dirty.Members.Known;
import dev.touchline.attribution.facts.Organisation.Versioned;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.feed.v1.FeedService;
import dev.touchline.kit.feed.FeedHandler;
import dev.touchline.member.v1.Brand;
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
 * Follows member-svc: who is the same person, and when the days of brands and stores begin. Merge and split change one
 * map entry a member; both the person that a member leaves and the one it joins are marked.
 */
@ApplicationScoped
public class MemberProjector implements FeedHandler {

    private final FeedService source;
    private final Members members;
    private final Organisation organisation;

    public MemberProjector(@GrpcClient("member-svc") FeedService source, Members members, Organisation organisation) {
        this.source = source;
        this.members = members;
        this.organisation = organisation;
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
        Map<Long, Known> told = new TreeMap<>();
        List<Versioned<Brand>> brands = new ArrayList<>();
        List<Versioned<Store>> stores = new ArrayList<>();
        for (Latest<MemberEvent> latest : Latest.of(events, MemberEvent.parser())) {
            MemberEvent event = latest.message();
            switch (event.getEntityCase()) {
                case MEMBER ->
                    told.put(
                            event.getMember().getMemberId(),
                            new Known(
                                    event.getMember().getMemberId(),
                                    event.getMember().getCanonicalId(),
                                    event.getVersion()));
                case BRAND -> brands.add(new Versioned<>(event.getBrand(), event.getVersion()));
                case STORE -> stores.add(new Versioned<>(event.getStore(), event.getVersion()));
                case REGION, GUIDE, ENTITY_NOT_SET -> {} // decide nothing here
            }
        }
        return changedUnits(tx, brands, stores)
                .chain(selling -> change(tx, told, selling))
                .chain(() -> brands.isEmpty() && stores.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : organisation.upsert(tx, brands, stores));
    }

    private Uni<List<Long>> changedUnits(
            SqlConnection tx, List<Versioned<Brand>> brands, List<Versioned<Store>> stores) {
        if (brands.isEmpty() && stores.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return organisation
                .excludeSales(tx)
                .chain(() -> organisation.changedBrands(tx, brands))
                .chain(changedBrands -> organisation
                        .changedStores(tx, stores)
                        .chain(changedStores -> organisation.unitsSelling(tx, changedBrands, changedStores)));
    }

    /** Changes the map where it was told something newer, and marks the units that sell where days changed. */
    private Uni<Void> change(SqlConnection tx, Map<Long, Known> told, Collection<Long> selling) {
        if (told.isEmpty() && selling.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Set<Long> named = new TreeSet<>(told.keySet());
        told.values().forEach(known -> named.add(known.canonical()));
        return members.lockForChange(tx, named, selling).chain(stored -> {
            List<Known> news = told.values().stream()
                    .filter(known -> known.version() > stored.get(known.id()).version())
                    .toList();
            Set<Long> marks = new TreeSet<>();
            selling.forEach(unit -> marks.add(unit > 0 ? stored.get(unit).canonical() : unit));
            for (Known known : news) {
                markMove(marks, stored.get(known.id()).canonical(), known.canonical());
            }
            return members.markForChange(tx, marks).chain(() -> members.change(tx, news));
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
                .chain(() -> organisation.forget(tx));
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
}
