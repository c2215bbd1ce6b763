package dev.touchline.models.journey;

import java.util.Arrays;

/**
 * Shapley values over sets of touchpoints, exact for any number of them.
 *
 * <p>The game: a coalition S of touchpoints earns v(S) = what the paths are worth whose touchpoints are all in S. Then
 * φ_i = Σ over paths p that contain i of worth(p) ÷ |set of p|.
 *
 * <p>Proof. v = Σ_p worth(p) · u_p, where u_p(S) is 1 if S contains the set of p and 0 if not (the unanimity game of p).
 * Shapley values are additive over games, so it is enough to look at one u_p. A touchpoint outside the set of p never
 * changes u_p: it is a null player and gets 0. Those inside are interchangeable, so they get the same; and all together get
 * u_p(everybody) = 1. Hence 1 ÷ |set of p| each. ∎
 *
 * <p>Order and repetition within a path do not matter, nor do journeys without a conversion.
 */
public final class Shapley implements JourneyModel {
    private final Sums conversions = new Sums();
    private final Sums value = new Sums();
    private long[] seenIn = new long[16];
    private long path;

    @Override
    public void path(int[] touches, int length, double pathConversions, double pathValue, double nulls) {
        if (pathConversions == 0) {
            return;
        }
        int distinct = 0;
        path++;
        for (int i = 0; i < length; i++) {
            distinct += firstOfPath(touches[i], path) ? 1 : 0;
        }
        path++;
        for (int i = 0; i < length; i++) {
            if (firstOfPath(touches[i], path)) {
                conversions.add(touches[i], pathConversions / distinct);
                value.add(touches[i], pathValue / distinct);
            }
        }
    }

    private boolean firstOfPath(int touchpoint, long mark) {
        if (touchpoint >= seenIn.length) {
            seenIn = Arrays.copyOf(seenIn, Math.max(touchpoint + 1, 2 * seenIn.length));
        }
        boolean first = seenIn[touchpoint] != mark;
        seenIn[touchpoint] = mark;
        return first;
    }

    @Override
    public Credits credits(int touchpoints) {
        return Credits.of(conversions, value, touchpoints);
    }
}
