package dev.touchline.attribution.fold;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Policies by the instant from which they are in force; an order obeys the one in force at its payment. */
public record Policies(NavigableMap<Instant, Policy> since) {
    /** Refuses an empty book. */
    public Policies {
        since = new TreeMap<>(since);
        if (since.isEmpty()) {
            throw new IllegalArgumentException("policies: none (expected: at least one)");
        }
    }

    /** The one policy for all times. */
    public static Policies always(Policy policy) {
        return new Policies(new TreeMap<>(Map.of(Instant.MIN, policy)));
    }

    /** The policy in force at that instant; before the first one began, the first. */
    public Policy at(Instant instant) {
        Map.Entry<Instant, Policy> entry = since.floorEntry(instant);
        return entry == null ? since.firstEntry().getValue() : entry.getValue();
    }
}
