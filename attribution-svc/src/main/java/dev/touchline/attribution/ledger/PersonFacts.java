package dev.touchline.attribution.ledger;

import dev.touchline.attribution.dirty.Units;
import dev.touchline.attribution.facts.Bindings;
import dev.touchline.attribution.facts.Sales;
import dev.touchline.attribution.fold.Assignment;
import dev.touchline.attribution.fold.Binding;
import dev.touchline.attribution.fold.Person;
import dev.touchline.attribution.fold.Recruitment;
import dev.touchline.attribution.fold.Reference;
import dev.touchline.attribution.fold.Refund;
import dev.touchline.attribution.fold.Sale;
import dev.touchline.attribution.fold.Touch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Facts of some persons, by canonical unit, and what they share. Filled by {@link Persons}. */
public final class PersonFacts {

    /** What one person did and met. */
    private static final class Facts {
        final List<Touch> touches = new ArrayList<>();
        final List<Sale> sales = new ArrayList<>();
        final List<Assignment> arms = new ArrayList<>();
        final List<Binding> bindings = new ArrayList<>();
        final List<Recruitment> recruitments = new ArrayList<>();
    }

    private final Map<Long, Long> canonicalOf;
    private final Map<Long, Facts> byCanonical = new HashMap<>();
    private final Map<Long, Set<Long>> membersOf = new HashMap<>();
    private final Map<Long, String> traceparents = new HashMap<>();
    private final Set<String> campaigns = new TreeSet<>();
    private final Set<String> stores = new TreeSet<>();
    private final Set<String> guides = new TreeSet<>();
    private Reference reference;
    private List<Assignment> controlStores = List.of();

    PersonFacts(Map<Long, Long> canonicalOf) {
        this.canonicalOf = canonicalOf;
    }

    /** All members and pseudo-units that were loaded, each with its canonical unit. */
    public Map<Long, Long> canonicalOf() {
        return canonicalOf;
    }

    public Reference reference() {
        return reference;
    }

    /** Canonical units with any fact. */
    public Set<Long> canonical() {
        return byCanonical.keySet();
    }

    /** All members that are that person, ascending; none: a sale without a known member. */
    Set<Long> members(long canonical) {
        if (membersOf.isEmpty()) {
            canonicalOf.forEach((unit, of) -> {
                if (unit > 0) {
                    membersOf.computeIfAbsent(of, person -> new TreeSet<>()).add(unit);
                }
            });
        }
        return membersOf.getOrDefault(canonical, Set.of());
    }

    /** The person behind a canonical unit. */
    public Person person(long canonical) {
        Facts facts = byCanonical.getOrDefault(canonical, new Facts());
        List<Assignment> arms = new ArrayList<>(facts.arms);
        arms.addAll(controlStores);
        return Person.of(facts.touches, facts.sales, arms, facts.bindings, facts.recruitments);
    }

    /** The trace of what told a sale; empty: none. */
    String traceparent(long sale) {
        return traceparents.getOrDefault(sale, "");
    }

    Set<String> campaignKeys() {
        return campaigns;
    }

    Set<String> storeKeys() {
        return stores;
    }

    /** The guides whose stores decide about something. */
    Set<String> guideKeys() {
        return guides;
    }

    void addSales(List<Sales.Fact> facts) {
        for (Sales.Fact fact : facts) {
            Sale sale = fact.sale();
            factsOf(Units.ofSale(sale.member(), sale.id())).sales.add(sale);
            traceparents.put(sale.id(), fact.traceparent());
            if (sale.order() != null) {
                stores.add(sale.order().store());
                addGuide(sale.order().roles().linkGuide());
            }
            sale.refunds().stream().map(Refund::store).forEach(stores::add);
        }
    }

    void addTouches(List<Touch> touches) {
        for (Touch touch : touches) {
            factsOf(touch.member()).touches.add(touch);
            campaigns.add(touch.campaign());
        }
    }

    void addControls(List<Assignment> controls) {
        controls.forEach(control -> factsOf(control.member()).arms.add(control));
    }

    void addBindings(List<Bindings.Worked> members) {
        for (Bindings.Worked each : members) {
            factsOf(each.unit()).bindings.addAll(each.bindings());
            factsOf(each.unit()).recruitments.addAll(each.recruitments());
            each.bindings().forEach(binding -> addGuide(binding.cloudGuide()));
        }
    }

    private void addGuide(String guide) {
        if (!guide.isEmpty()) {
            guides.add(guide);
        }
    }

    void know(Reference known, List<Assignment> storesHeldOut) {
        this.reference = known;
        this.controlStores = storesHeldOut;
    }

    private Facts factsOf(long unit) {
        return byCanonical.computeIfAbsent(canonicalOf.get(unit), canonical -> new Facts());
    }
}
