package dev.touchline.attribution.fold;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Policies by the instant from which they are in force; an order obeys the one in force at its payment. A brand with a
 * policy of its own in force goes by that, and by the group's until then, as all others do.
 *
 * @param since the group's
 * @param ofBrands those of single brands, by brand
 */
public record Policies(NavigableMap<Instant, Policy> since, Map<String, NavigableMap<Instant, Policy>> ofBrands) {
    /** Refuses an empty book. */
    public Policies {
        since = new TreeMap<>(since);
        Map<String, NavigableMap<Instant, Policy>> copy = new TreeMap<>();
        ofBrands.forEach((brand, own) -> copy.put(brand, new TreeMap<>(own)));
        ofBrands = copy;
        if (since.isEmpty()) {
            throw new IllegalArgumentException("policies: none (expected: at least one)");
        }
    }

    /** Policies that are the same for every brand. */
    public Policies(NavigableMap<Instant, Policy> since) {
        this(since, Map.of());
    }

    /** The one policy for all times. */
    public static Policies always(Policy policy) {
        return new Policies(new TreeMap<>(Map.of(Instant.MIN, policy)));
    }

    /** The group's policy in force at that instant; before the first one began, the first. */
    public Policy at(Instant instant) {
        Map.Entry<Instant, Policy> entry = since.floorEntry(instant);
        return entry == null ? since.firstEntry().getValue() : entry.getValue();
    }

    /** The policy by which orders of a brand go that are paid at that instant. */
    public Policy at(Instant instant, String brand) {
        NavigableMap<Instant, Policy> own = ofBrands.get(brand);
        Map.Entry<Instant, Policy> entry = own == null ? null : own.floorEntry(instant);
        return entry == null ? at(instant) : entry.getValue();
    }
}
