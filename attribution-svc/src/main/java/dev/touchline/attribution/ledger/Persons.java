package dev.touchline.attribution.ledger;

import dev.touchline.attribution.dirty.Members;
import dev.touchline.attribution.dirty.Units;
import dev.touchline.attribution.facts.Bindings;
import dev.touchline.attribution.facts.Campaigns;
import dev.touchline.attribution.facts.Guides;
import dev.touchline.attribution.facts.Organisation;
import dev.touchline.attribution.facts.Sales;
import dev.touchline.attribution.facts.Touches;
import dev.touchline.attribution.fold.Campaign;
import dev.touchline.attribution.fold.Reference;
import dev.touchline.kit.shard.Shard;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Loads everything that a fold of some persons needs, in a few array queries, whole components at a time. Almost every
 * person is one member, so that all queries name the one shard of the claim; a component that spans shards adds queries
 * for the others.
 */
@ApplicationScoped
public class Persons {

    private final Members members;
    private final Touches touches;
    private final Sales sales;
    private final Campaigns campaigns;
    private final Organisation organisation;
    private final Guides guides;
    private final Bindings bindings;

    public Persons(
            Members members,
            Touches touches,
            Sales sales,
            Campaigns campaigns,
            Organisation organisation,
            Guides guides,
            Bindings bindings) {
        this.members = members;
        this.touches = touches;
        this.sales = sales;
        this.campaigns = campaigns;
        this.organisation = organisation;
        this.guides = guides;
        this.bindings = bindings;
    }

    /** The persons behind canonical units. A unit that is nobody's canonical any more has no facts. */
    public Uni<PersonFacts> load(SqlClient client, Units canonical) {
        return members.components(client, canonical).chain(components -> {
            Map<Long, Long> canonicalOf = new HashMap<>(components);
            canonical.sorted().stream().filter(unit -> unit < 0).forEach(unit -> canonicalOf.put(unit, unit));
            PersonFacts facts = new PersonFacts(canonicalOf);
            Uni<Void> loaded = Uni.createFrom().voidItem();
            for (Map.Entry<Short, Units> shard : byShard(canonicalOf).entrySet()) {
                loaded = loaded.chain(() -> loadShard(client, shard.getKey(), shard.getValue(), facts));
            }
            return loaded.chain(() -> loadReference(client, facts)).replaceWith(facts);
        });
    }

    /** Units by shard, each with its units in order. */
    static Map<Short, Units> byShard(Map<Long, Long> canonicalOf) {
        Map<Short, List<Long>> units = new TreeMap<>();
        canonicalOf.keySet().forEach(unit -> units.computeIfAbsent(Shard.of(unit), shard -> new ArrayList<>())
                .add(unit));
        Map<Short, Units> byShard = new TreeMap<>();
        units.forEach((shard, list) -> byShard.put(shard, Units.of(list)));
        return byShard;
    }

    private Uni<Void> loadShard(SqlClient client, short shard, Units units, PersonFacts facts) {
        return sales.of(client, shard, units)
                .invoke(facts::addSales)
                .chain(() -> touches.of(client, shard, units))
                .invoke(facts::addTouches)
                .chain(() -> touches.controls(client, shard, units))
                .invoke(facts::addControls)
                .chain(() -> bindings.of(client, shard, units))
                .invoke(facts::addBindings)
                .replaceWithVoid();
    }

    private Uni<Void> loadReference(SqlClient client, PersonFacts facts) {
        return campaigns
                .byKey(client, facts.campaignKeys())
                .chain(byKey -> campaigns
                        .controlStores(client, facts.campaignKeys())
                        .chain(controlStores ->
                                places(client, facts, byKey).invoke(reference -> facts.know(reference, controlStores))))
                .replaceWithVoid();
    }

    private Uni<Reference> places(SqlClient client, PersonFacts facts, Map<String, Campaign> byKey) {
        return organisation.brands(client).chain(brands -> organisation
                .stores(client, facts.storeKeys())
                .chain(stores -> guides.byKey(client, facts.guideKeys())
                        .map(known -> new Reference(byKey, brands, stores, known))));
    }
}
