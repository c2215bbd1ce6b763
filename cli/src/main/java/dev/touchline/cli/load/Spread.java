package dev.touchline.cli.load;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Spreads a total over parts by largest remainder: each part gets the floor of its share, and the units left over go to the
 * largest fractional parts, ties to the earlier part. The parts add up to the total exactly.
 */
final class Spread {
    private Spread() {}

    /** Shares of {@code total} in proportion to {@code weights}, none negative; equal shares if all weights are 0. */
    static long[] of(long total, List<Long> weights) {
        boolean weightless = weights.stream().allMatch(weight -> weight == 0);
        List<BigInteger> parts = weights.stream()
                .map(weight -> BigInteger.valueOf(weightless ? 1 : weight))
                .toList();
        BigInteger whole = parts.stream().reduce(BigInteger.ZERO, BigInteger::add);
        long[] shares = new long[parts.size()];
        BigInteger[] remainders = new BigInteger[parts.size()];
        List<Integer> order = new ArrayList<>();
        long left = total;
        for (int i = 0; i < shares.length; i++) {
            BigInteger[] divided =
                    BigInteger.valueOf(total).multiply(parts.get(i)).divideAndRemainder(whole);
            shares[i] = divided[0].longValueExact();
            remainders[i] = divided[1];
            left -= shares[i];
            order.add(i);
        }
        order.sort(Comparator.comparing((Integer i) -> remainders[i]).reversed());
        for (int i = 0; i < left; i++) {
            shares[order.get(i)]++;
        }
        return shares;
    }
}
