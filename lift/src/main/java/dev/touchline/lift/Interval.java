package dev.touchline.lift;

/** A 95 % confidence interval. */
public record Interval(double low, double high) {
    static Interval around(double middle, double margin) {
        return new Interval(middle - margin, middle + margin);
    }

    Interval times(double factor) {
        return new Interval(low * factor, high * factor);
    }

    /** Whether {@code value} lies inside. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
