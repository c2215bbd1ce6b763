package dev.touchline.attribution.fold;

import java.util.Arrays;
import java.util.List;

/** How an order's net is shared among its eligible touches: exact whole weights, in the total order of the touches. */
public enum Model {
    /** The official one: the strongest class wins, then the last touch. */
    PRECEDENCE {
        @Override
        long[] weights(List<Eligible> touches, Policy policy) {
            return only(Precedence.winner(touches, policy), touches.size());
        }
    },
    /** The first touch takes all. */
    FIRST {
        @Override
        long[] weights(List<Eligible> touches, Policy policy) {
            return only(0, touches.size());
        }
    },
    /** The last touch takes all. */
    LAST {
        @Override
        long[] weights(List<Eligible> touches, Policy policy) {
            return only(touches.size() - 1, touches.size());
        }
    },
    /** Equal shares. */
    LINEAR {
        @Override
        long[] weights(List<Eligible> touches, Policy policy) {
            long[] weights = new long[touches.size()];
            Arrays.fill(weights, 1);
            return weights;
        }
    },
    /** 40 / 20 / 40; one touch: all; two: half each. */
    POSITION {
        @Override
        long[] weights(List<Eligible> touches, Policy policy) {
            return policy.position().of(touches.size());
        }
    },
    /** 2^(−age / half-life). */
    TIME_DECAY {
        @Override
        long[] weights(List<Eligible> touches, Policy policy) {
            return TimeDecay.weights(touches, policy.halfLife());
        }
    };

    /** One weight for each touch, none negative, at least one above 0. There is at least one touch. */
    abstract long[] weights(List<Eligible> touches, Policy policy);

    private static long[] only(int winner, int size) {
        long[] weights = new long[size];
        weights[winner] = 1;
        return weights;
    }
}
