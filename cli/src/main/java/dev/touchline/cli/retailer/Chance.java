package dev.touchline.cli.retailer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** The dice of one person: the same seed and index always give the same story, whatever else is generated. */
final class Chance {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final SplittableRandom random;

    private Chance(SplittableRandom random) {
        this.random = random;
    }

    /** Dice for the {@code index}-th story of a kind. */
    static Chance of(long seed, String kind, long index) {
        return new Chance(
                new SplittableRandom(seed * GOLDEN ^ kind.hashCode() * 31L ^ (index + 1) * 0xBF58476D1CE4E5B9L));
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Position in {@code weights}, drawn in proportion to them. */
    int weighted(double... weights) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double left = random.nextDouble() * total;
        for (int i = 0; i < weights.length - 1; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }

    /** A Poisson number, by Knuth's multiplication; for small means. */
    int poisson(double mean) {
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            count++;
            product *= random.nextDouble();
        }
        return count;
    }

    /** A whole second in [from, to). */
    Instant between(Instant from, Instant to) {
        return from.plusSeconds(
                random.nextLong(Math.max(1, Duration.between(from, to).toSeconds())));
    }

    /** A time between {@code min} and {@code max} after {@code from}, to the second. */
    Instant after(Instant from, Duration min, Duration max) {
        return between(from.plus(min), from.plus(max));
    }
}
