package dev.touchline.models.journey;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Removal effects of all touchpoints by elimination, for chains with few states.
 *
 * <p>Taking state m out of a chain without changing what the others do: whoever went i → m goes where m sends its journeys,
 * c_ij += c_im · c_mj ÷ d_m, where d_m is the sum of what leaves m (Grassmann, Taksar and Heyman 1985). The effect of
 * touchpoint x needs all states without x eliminated: what then leaves the start directly never meets x, and what goes to
 * the states of x and would have been converted is lost. Each half of the touchpoints shares the elimination of the states
 * that only the other half needs, and so on: all effects of order 1 together cost O(states³), like one solution.
 *
 * <p>Only positive numbers are added, multiplied and divided, never subtracted, so every effect, however small, is right in
 * nearly all its digits, however slowly the chain ends.
 */
final class DirectSolution {
    /** Above, the sparse solution is faster. */
    static final int MOST_STATES = 300;

    private final Chain chain;
    private final double[] conversions;
    private final double[] value;

    private DirectSolution(Chain chain, int touchpoints) {
        this.chain = chain;
        this.conversions = new double[touchpoints];
        this.value = new double[touchpoints];
    }

    static RemovalEffects of(Chain chain, int touchpoints) {
        DirectSolution solution = new DirectSolution(chain, touchpoints);
        if (touchpoints > 0 && chain.totalConversions() > 0) {
            solution.split(0, touchpoints, Table.of(chain));
        }
        return new RemovalEffects(solution.conversions, solution.value);
    }

    private void split(int low, int high, Table table) {
        if (high - low > 1) {
            int middle = (low + high) >>> 1;
            split(low, middle, table.keeping(s -> chain.hasAny(s, low, middle)));
            split(middle, high, table.keeping(s -> chain.hasAny(s, middle, high)));
            return;
        }
        Table met = table.keeping(s -> chain.hasAny(s, low, high));
        met.conversions[0] = 0;
        met.value[0] = 0;
        Table lost = met.keeping(s -> false);
        double totalValue = chain.totalValue();
        conversions[low] = Math.min(1, lost.conversions[0] / chain.totalConversions());
        value[low] = totalValue > 0 ? Math.min(1, lost.value[0] / totalValue) : 0;
    }

    /** Some states of the chain, the start first, with the others eliminated. */
    private record Table(int[] states, double[][] counts, double[] exits, double[] conversions, double[] value) {
        static Table of(Chain chain) {
            int size = chain.states();
            double[][] counts = new double[size][size];
            double[] exits = new double[size];
            for (int s = 0; s < size; s++) {
                exits[s] = chain.conversions[s] + chain.nulls[s];
                for (int e = chain.first[s]; e < chain.first[s + 1]; e++) {
                    counts[s][chain.to[e]] = chain.count[e];
                }
            }
            int[] states = IntStream.range(0, size).toArray();
            return new Table(states, counts, exits, chain.conversions.clone(), chain.value.clone());
        }

        /** The table with only the start and the states that {@code kept} says. */
        Table keeping(IntPredicate kept) {
            IntPredicate stays = i -> i == 0 || kept.test(states[i]);
            int[] order = IntStream.concat(
                            IntStream.range(0, states.length).filter(stays),
                            IntStream.range(0, states.length).filter(stays.negate()))
                    .toArray();
            int size = (int) IntStream.range(0, states.length).filter(stays).count();
            Table copy = reordered(order);
            for (int m = order.length - 1; m >= size; m--) {
                copy.eliminate(m);
            }
            return copy.firstOnes(size);
        }

        private Table reordered(int[] order) {
            int n = order.length;
            Table copy = new Table(new int[n], new double[n][n], new double[n], new double[n], new double[n]);
            for (int i = 0; i < n; i++) {
                copy.states[i] = states[order[i]];
                copy.exits[i] = exits[order[i]];
                copy.conversions[i] = conversions[order[i]];
                copy.value[i] = value[order[i]];
                for (int j = 0; j < n; j++) {
                    copy.counts[i][j] = counts[order[i]][order[j]];
                }
            }
            return copy;
        }

        private void eliminate(int m) {
            double[] row = counts[m];
            double leaves = exits[m];
            for (int j = 0; j < m; j++) {
                leaves += row[j];
            }
            for (int i = 0; i < m; i++) {
                double part = counts[i][m] / leaves;
                if (part > 0) {
                    double[] other = counts[i];
                    for (int j = 0; j < m; j++) {
                        other[j] += part * row[j];
                    }
                    exits[i] += part * exits[m];
                    conversions[i] += part * conversions[m];
                    value[i] += part * value[m];
                }
            }
        }

        private Table firstOnes(int size) {
            return new Table(Arrays.copyOf(states, size), counts, exits, conversions, value);
        }
    }
}
