package dev.touchline.models.journey;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Removal effects of all touchpoints for chains with many states, of which each has few followers.
 *
 * <p>First, for every state, the worth of a journey that is there: b = (exits + Σ counts · b) ÷ visits, by Gauss–Seidel from
 * 0. Beside it runs g, the chance that a journey is not through yet after so many sweeps; b lacks at most g.
 *
 * <p>Then, for each touchpoint by itself and on all cores, all journeys are sent from the start through the states without
 * it, sweep by sweep; what reaches a state with it stops there and has lost b of that state. What is still on its way could
 * lose b of where it is, at most: that is the bound of the error, known at any time, and the work ends when it is below
 * 10⁻¹³ of all conversions and of all value. As in {@link DirectSolution} nothing is ever subtracted.
 *
 * <p>A sweep costs one pass over the transitions, and what is on its way shrinks by about 1 − 1 ÷ (mean path length) each
 * time: real chains need tens of sweeps, where a factorisation of thousands of states fills up to their square.
 */
final class SparseSolution {
    private static final double TOLERANCE = 1e-13;
    private static final int MOST_SWEEPS = 200_000;

    private final Chain chain;
    private final double[] share;
    private final double[] conversions;
    private final double[] value;

    private SparseSolution(Chain chain) {
        this.chain = chain;
        this.share = new double[chain.count.length];
        for (int s = 0; s < chain.states(); s++) {
            for (int e = chain.first[s]; e < chain.first[s + 1]; e++) {
                share[e] = chain.count[e] / chain.visits[s];
            }
        }
        double journeys = chain.visits[0];
        this.conversions = worth(chain.conversions, chain.totalConversions() / journeys);
        this.value = worth(chain.value, chain.totalValue() / journeys);
    }

    static RemovalEffects of(Chain chain, int touchpoints) {
        RemovalEffects effects = new RemovalEffects(new double[touchpoints], new double[touchpoints]);
        if (chain.totalConversions() > 0) {
            SparseSolution solution = new SparseSolution(chain);
            IntStream.range(0, touchpoints).parallel().forEach(x -> solution.remove(x, effects));
        }
        return effects;
    }

    /** What a journey in each state will be worth, as a part of {@code mean}, what one is worth at the start. */
    private double[] worth(double[] exits, double mean) {
        int size = chain.states();
        double[] worth = new double[size];
        if (mean == 0) {
            return worth;
        }
        double[] pending = new double[size];
        Arrays.fill(pending, 1);
        double most = 1;
        double highest = 0;
        for (int sweep = 0; most * Math.max(1, highest) > TOLERANCE; sweep++) {
            settleOrFail(sweep);
            most = 0;
            highest = 0;
            for (int s = size - 1; s >= 0; s--) {
                double sum = exits[s] / chain.visits[s] / mean;
                double left = 0;
                for (int e = chain.first[s]; e < chain.first[s + 1]; e++) {
                    sum += share[e] * worth[chain.to[e]];
                    left += share[e] * pending[chain.to[e]];
                }
                worth[s] = sum;
                pending[s] = left;
                most = Math.max(most, left);
                highest = Math.max(highest, sum);
            }
        }
        return worth;
    }

    private void remove(int touchpoint, RemovalEffects effects) {
        int size = chain.states();
        boolean[] without = new boolean[size];
        for (int s = 0; s < size; s++) {
            without[s] = !chain.hasAny(s, touchpoint, touchpoint + 1);
        }
        double[] mass = new double[size];
        mass[0] = 1;
        double lostConversions = 0;
        double lostValue = 0;
        double open = 1;
        for (int sweep = 0; open > TOLERANCE; sweep++) {
            settleOrFail(sweep);
            for (int s = 0; s < size; s++) {
                if (without[s] && mass[s] > 0) {
                    double moving = mass[s];
                    mass[s] = 0;
                    for (int e = chain.first[s]; e < chain.first[s + 1]; e++) {
                        mass[chain.to[e]] += moving * share[e];
                    }
                }
            }
            open = 0;
            for (int s = 0; s < size; s++) {
                if (!without[s]) {
                    lostConversions += mass[s] * conversions[s];
                    lostValue += mass[s] * value[s];
                    mass[s] = 0;
                }
                open += mass[s] * Math.max(conversions[s], value[s]);
            }
        }
        effects.conversions()[touchpoint] = Math.min(1, lostConversions);
        effects.value()[touchpoint] = Math.min(1, lostValue);
    }

    private static void settleOrFail(int sweep) {
        if (sweep == MOST_SWEEPS) {
            throw new LimitExceeded("the chain does not settle within " + MOST_SWEEPS
                    + " sweeps: too many states for paths as long as these (expected: a lower order or shorter paths)");
        }
    }
}
