package dev.touchline.models.journey;

import java.util.Arrays;

/**
 * Attribution by removal effect in an absorbing Markov chain of order 1 to 3.
 *
 * <p>Touches of one touchpoint that follow each other are one. A state is the last {@code order} touchpoints (fewer near the
 * beginning), and the chance of the next touch, of a conversion and of an end without one are the shares seen in the
 * journeys. Taking a touchpoint out sends all journeys that reach a state with it to the end without a conversion. Its
 * removal effect is the part of all conversions that is lost then; conversions are given out in proportion to the effects.
 * Value has its own effects in the same chain, where a conversion out of a state is worth what such conversions are worth
 * on average.
 *
 * <p>Only the sums of transitions are kept. {@link Chain} builds the chain, {@link DirectSolution} and
 * {@link SparseSolution} solve it.
 */
public final class Markov implements JourneyModel {
    /** The highest order. */
    public static final int MOST_ORDER = 3;
    /** Touchpoints that a removal effect is computed for, at most: each costs a solution of the chain. */
    public static final int MOST_TOUCHPOINTS = 2_000;
    /** Distinct runs of order + 1 touchpoints, at most. */
    public static final int MOST_TRANSITIONS = 1_000_000;

    private final int order;
    private final long mask;
    private final LongIndex transitions;
    private final LongIndex ends;
    private double[] counts = new double[64];
    private double[] conversions = new double[64];
    private double[] value = new double[64];
    private double[] nulls = new double[64];

    /** An empty chain of {@code order} 1 to 3. */
    public Markov(int order) {
        this(order, MOST_TRANSITIONS);
    }

    Markov(int order, int mostTransitions) {
        if (order < 1 || order > MOST_ORDER) {
            throw new IllegalArgumentException("order " + order + " (expected: 1 to " + MOST_ORDER + ")");
        }
        this.order = order;
        this.mask = Chain.mask(order + 1);
        this.transitions = new LongIndex(mostTransitions, "distinct transitions of the chain");
        this.ends = new LongIndex(mostTransitions, "distinct ends of the chain");
    }

    @Override
    public void path(int[] touches, int length, double pathConversions, double pathValue, double pathNulls) {
        double journeys = pathConversions + pathNulls;
        if (journeys == 0) {
            return;
        }
        long run = 0;
        int before = -1;
        for (int i = 0; i < length; i++) {
            if (touches[i] != before) {
                before = touches[i];
                run = (run << Chain.BITS | before + 1L) & mask;
                count(run, journeys);
            }
        }
        end(run & Chain.mask(order), pathConversions, pathValue, pathNulls);
    }

    private void count(long run, double journeys) {
        int number = transitions.of(run);
        if (number >= counts.length) {
            counts = Arrays.copyOf(counts, 2 * counts.length);
        }
        counts[number] += journeys;
    }

    private void end(long state, double pathConversions, double pathValue, double pathNulls) {
        int number = ends.of(state);
        if (number >= conversions.length) {
            conversions = Arrays.copyOf(conversions, 2 * number);
            value = Arrays.copyOf(value, 2 * number);
            nulls = Arrays.copyOf(nulls, 2 * number);
        }
        conversions[number] += pathConversions;
        value[number] += pathValue;
        nulls[number] += pathNulls;
    }

    Chain chain() {
        return Chain.of(order, transitions, counts, ends, conversions, value, nulls);
    }

    @Override
    public Credits credits(int touchpoints) {
        if (touchpoints > MOST_TOUCHPOINTS) {
            throw new LimitExceeded(
                    String.format("%,d touchpoints (expected: at most %,d for markov)", touchpoints, MOST_TOUCHPOINTS));
        }
        Chain chain = chain();
        RemovalEffects effects = chain.states() <= DirectSolution.MOST_STATES
                ? DirectSolution.of(chain, touchpoints)
                : SparseSolution.of(chain, touchpoints);
        return new Credits(
                RemovalEffects.split(effects.conversions(), chain.totalConversions()),
                RemovalEffects.split(effects.value(), chain.totalValue()),
                effects);
    }
}
