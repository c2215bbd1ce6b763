package dev.touchline.attribution.fold;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The facts of one person: everything of all identities. A sale without a known member is a person of its own. Touches
 * and sales are held in the order of their keys, each once, so that neither order nor repetition of arrival is left.
 */
public record Person(
        List<Touch> touches,
        List<Sale> sales,
        Controls controls,
        List<Binding> bindings,
        List<Recruitment> recruitments) {
    /** A person whom nobody recruited. */
    public Person(List<Touch> touches, List<Sale> sales, Controls controls, List<Binding> bindings) {
        this(touches, sales, controls, bindings, List.of());
    }

    /** A person whom nobody is bound to. */
    public Person(List<Touch> touches, List<Sale> sales, Controls controls) {
        this(touches, sales, controls, List.of());
    }

    /** Sorts the facts of a person whom nobody is bound to and drops repeated ones. */
    public static Person of(Collection<Touch> touches, Collection<Sale> sales, Collection<Assignment> assignments) {
        return of(touches, sales, assignments, List.of());
    }

    /** Sorts the facts of a person whom nobody recruited and drops repeated ones. */
    public static Person of(
            Collection<Touch> touches,
            Collection<Sale> sales,
            Collection<Assignment> assignments,
            Collection<Binding> bindings) {
        return of(touches, sales, assignments, bindings, List.of());
    }

    /** Sorts the facts and drops repeated ones. */
    public static Person of(
            Collection<Touch> touches,
            Collection<Sale> sales,
            Collection<Assignment> assignments,
            Collection<Binding> bindings,
            Collection<Recruitment> recruitments) {
        return new Person(
                distinct(touches, Touch::id, Comparator.comparing(Touch::key)),
                distinct(sales, Sale::id, Comparator.comparing(Sale::key).thenComparing(Sale::id)),
                Controls.of(assignments),
                bindings.stream().distinct().sorted(Binding.ORDER).toList(),
                recruitments.stream().distinct().sorted(Recruitment.ORDER).toList());
    }

    private static <T> List<T> distinct(Collection<T> facts, Function<T, Long> id, Comparator<T> order) {
        Map<Long, T> byId = new HashMap<>();
        facts.forEach(fact -> byId.putIfAbsent(id.apply(fact), fact));
        return byId.values().stream().sorted(order).toList();
    }
}
