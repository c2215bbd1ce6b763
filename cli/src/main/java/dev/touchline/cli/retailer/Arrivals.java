package dev.touchline.cli.retailer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * In which order documents reach the services: mostly as they happen, but 3 % are days late, 1 % come twice, and some
 * refunds come before their order.
 */
final class Arrivals<T> {
    private static final double LATE = 0.03;
    private static final double TWICE = 0.01;
    private static final Duration MOST = Duration.ofDays(10);

    private final List<Arrival<T>> arrivals = new ArrayList<>();

    /** A document that arrives a moment after {@code occurred}, or later, or twice. */
    void add(T document, Instant occurred, Chance chance) {
        Instant at = chance.happens(LATE)
                ? chance.after(occurred, Duration.ofHours(1), MOST)
                : chance.after(occurred, Duration.ofSeconds(1), Duration.ofMinutes(2));
        addAt(document, at);
        if (chance.happens(TWICE)) {
            addAt(document, chance.after(at, Duration.ofSeconds(5), Duration.ofDays(2)));
        }
    }

    void addAt(T document, Instant at) {
        arrivals.add(new Arrival<>(at, arrivals.size(), document));
    }

    /** All documents in the order in which they arrive. */
    List<T> inOrder() {
        arrivals.sort(Comparator.comparing((Arrival<T> a) -> a.at).thenComparing(a -> a.tie));
        return arrivals.stream().map(a -> a.document).toList();
    }

    private record Arrival<T>(Instant at, int tie, T document) {}
}
