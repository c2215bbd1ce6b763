package dev.touchline.attribution.fold;

import dev.touchline.kit.text.NaturalOrder;
import java.time.Instant;
import java.util.Comparator;

/**
 * A touch and the instant at which it qualified. Ordered as everywhere: by that instant, then by campaign key, then by
 * touch key, never by arrival; what never qualified comes last.
 *
 * @param at null: it never qualified
 */
public record Reached(Touch touch, Instant at) implements Comparable<Reached> {
    private static final Comparator<Reached> ORDER = Comparator.comparing(
                    Reached::at, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(reached -> reached.touch.campaign(), NaturalOrder.INSTANCE)
            .thenComparing(reached -> reached.touch.key());

    static Reached of(Touch touch, Policy policy) {
        return new Reached(touch, policy.ruleOf(touch).qualifyingInstant(touch));
    }

    @Override
    public int compareTo(Reached other) {
        return ORDER.compare(this, other);
    }
}
