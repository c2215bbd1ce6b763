package dev.touchline.attribution.fold;

/**
 * Weights of the position model in percent: of the first touch, of all touches between together, of the last. One touch
 * takes all; of two, each takes its own end's weight (40 and 40: half each).
 */
public record PositionWeights(int first, int between, int last) {
    /** Exact whole weights for so many touches: each end times the number of touches between. */
    public long[] of(int touches) {
        long[] weights = new long[touches];
        long inner = Math.max(1, touches - 2);
        for (int i = 0; i < touches; i++) {
            weights[i] = between;
        }
        weights[touches - 1] = last * inner;
        weights[0] = first * inner;
        return weights;
    }
}
