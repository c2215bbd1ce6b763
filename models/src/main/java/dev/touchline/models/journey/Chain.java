package dev.touchline.models.journey;

import java.util.Arrays;

/**
 * An absorbing chain as counts of journeys: from each state to others, and out of it by a conversion or without one.
 * State 0 is the start; the others are runs of up to {@code order} touchpoints, 16 bits each, the latest lowest.
 * Every count is of what was seen, so each state is left as often as it is entered.
 *
 * <p>Rows are compressed: the followers of state s are {@code to[first[s]]} to {@code to[first[s + 1] - 1]}.
 */
final class Chain {
    /** Bits of a touchpoint in a run; 0 stands for none. */
    static final int BITS = 16;

    final long[] runs;
    final int[] first;
    final int[] to;
    final double[] count;
    final double[] conversions;
    final double[] value;
    final double[] nulls;
    /** Journeys through each state. */
    final double[] visits;

    private Chain(long[] runs, int[] first, int[] to, double[] count, double[][] exits) {
        this.runs = runs;
        this.first = first;
        this.to = to;
        this.count = count;
        this.conversions = exits[0];
        this.value = exits[1];
        this.nulls = exits[2];
        this.visits = new double[runs.length];
        for (int s = 0; s < visits.length; s++) {
            visits[s] = conversions[s] + nulls[s];
            for (int e = first[s]; e < first[s + 1]; e++) {
                visits[s] += count[e];
            }
        }
    }

    /** The lowest {@code touchpoints} of a run. */
    static long mask(int touchpoints) {
        return touchpoints * BITS >= Long.SIZE ? -1L : (1L << touchpoints * BITS) - 1;
    }

    /** The chain of these counts: of runs of order + 1, and of ends by the last run of {@code order}. */
    static Chain of(int order, LongIndex transitions, double[] counts, LongIndex ends, double[]... exits) {
        LongIndex states = new LongIndex(Integer.MAX_VALUE, "states");
        states.of(0);
        int edges = transitions.size();
        int[] from = new int[edges];
        int[] into = new int[edges];
        for (int e = 0; e < edges; e++) {
            from[e] = states.of(transitions.key(e) >>> BITS);
            into[e] = states.of(transitions.key(e) & mask(order));
        }
        int size = states.size();
        int[] first = new int[size + 1];
        for (int e = 0; e < edges; e++) {
            first[from[e] + 1]++;
        }
        for (int s = 0; s < size; s++) {
            first[s + 1] += first[s];
        }
        int[] next = Arrays.copyOf(first, size);
        int[] to = new int[edges];
        double[] count = new double[edges];
        for (int e = 0; e < edges; e++) {
            int place = next[from[e]]++;
            to[place] = into[e];
            count[place] = counts[e];
        }
        double[][] byState = new double[exits.length][size];
        for (int n = 0; n < ends.size(); n++) {
            int state = states.of(ends.key(n));
            for (int x = 0; x < exits.length; x++) {
                byState[x][state] = exits[x][n];
            }
        }
        long[] runs = new long[size];
        Arrays.setAll(runs, states::key);
        return new Chain(runs, first, to, count, byState);
    }

    int states() {
        return runs.length;
    }

    /** Whether {@code state} has a touchpoint with a number in [low, high). */
    boolean hasAny(int state, int low, int high) {
        for (long run = runs[state]; run != 0; run >>>= BITS) {
            long touchpoint = (run & mask(1)) - 1;
            if (touchpoint >= low && touchpoint < high) {
                return true;
            }
        }
        return false;
    }

    double totalConversions() {
        return Arrays.stream(conversions).sum();
    }

    double totalValue() {
        return Arrays.stream(value).sum();
    }
}
