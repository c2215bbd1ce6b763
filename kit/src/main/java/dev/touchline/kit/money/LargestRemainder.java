package dev.touchline.kit.money;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Splits a whole number by weights so that the parts add up to it exactly (Hamilton's method): floor each part, then
 * hand the left-over units to the largest fractional parts, ties to the earlier one. A negative total is split by its
 * absolute value and negated. 100.00 over three equal weights is 33.34 + 33.33 + 33.33.
 */
public final class LargestRemainder {
    private LargestRemainder() {}

    /**
     * Splits {@code total} in proportion to {@code weights}.
     *
     * @param total what is split, in units; any value but {@link Long#MIN_VALUE}
     * @param weights at least one, none negative, with a sum above 0 that fits a long
     * @return one part for each weight; their sum is {@code total}, and each has the sign of {@code total} or is zero
     */
    public static long[] split(long total, long[] weights) {
        long sum = sum(weights);
        long magnitude = Math.absExact(total);
        long[] parts = new long[weights.length];
        long[] remainders = new long[weights.length];
        long left = magnitude;
        for (int i = 0; i < weights.length; i++) {
            divide(magnitude, weights[i], sum, i, parts, remainders);
            left -= parts[i];
        }
        if (left > 0) {
            handOut(left, parts, remainders);
        }
        if (total < 0) {
            Arrays.setAll(parts, i -> -parts[i]);
        }
        return parts;
    }

    private static long sum(long[] weights) {
        long sum = 0;
        for (long weight : weights) {
            if (weight < 0) {
                throw new IllegalArgumentException("weight: " + weight + " (expected: 0 or more)");
            }
            sum = Math.addExact(sum, weight);
        }
        if (sum == 0) {
            throw new IllegalArgumentException("sum of weights: 0 (expected: above 0)");
        }
        return sum;
    }

    /** Exact floor and remainder of magnitude · weight / sum; the product may need 128 bits. */
    private static void divide(long magnitude, long weight, long sum, int i, long[] parts, long[] remainders) {
        long product = magnitude * weight;
        if (Math.multiplyHigh(magnitude, weight) == 0 && product >= 0) {
            parts[i] = product / sum;
            remainders[i] = product % sum;
            return;
        }
        BigInteger[] exact = BigInteger.valueOf(magnitude)
                .multiply(BigInteger.valueOf(weight))
                .divideAndRemainder(BigInteger.valueOf(sum));
        parts[i] = exact[0].longValueExact();
        remainders[i] = exact[1].longValueExact();
    }

    /** All remainders have the same denominator, so the largest fraction is the largest remainder. */
    private static void handOut(long left, long[] parts, long[] remainders) {
        Integer[] byFraction = new Integer[parts.length];
        Arrays.setAll(byFraction, i -> i);
        Arrays.sort(byFraction, (a, b) -> Long.compare(remainders[b], remainders[a])); // stable: ties stay in order
        for (int i = 0; i < left; i++) {
            parts[byFraction[i]]++;
        }
    }
}
