package dev.touchline.models.journey;

/** First, last, linear, position and time decay: every touch of the raw path earns by where it stands. */
public final class PositionModel implements JourneyModel {
    /** Longer paths are rare, and their shares too large to keep. */
    private static final int REMEMBERED = 256;

    private final Weights weights;
    private final double[][] remembered = new double[REMEMBERED][];
    private final Sums conversions = new Sums();
    private final Sums value = new Sums();

    /** The model that splits by {@code weights}. */
    public PositionModel(Weights weights) {
        this.weights = weights;
    }

    @Override
    public void path(int[] touches, int length, double pathConversions, double pathValue, double nulls) {
        if (pathConversions == 0) {
            return;
        }
        double[] shares = shares(length);
        for (int i = 0; i < length; i++) {
            if (shares[i] != 0) {
                conversions.add(touches[i], pathConversions * shares[i]);
                value.add(touches[i], pathValue * shares[i]);
            }
        }
    }

    private double[] shares(int length) {
        if (length >= REMEMBERED) {
            return weights.of(length);
        }
        if (remembered[length] == null) {
            remembered[length] = weights.of(length);
        }
        return remembered[length];
    }

    @Override
    public Credits credits(int touchpoints) {
        return Credits.of(conversions, value, touchpoints);
    }
}
