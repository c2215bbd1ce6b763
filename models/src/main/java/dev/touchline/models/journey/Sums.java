package dev.touchline.models.journey;

import java.util.Arrays;

/** One running sum per touchpoint, with the rounding error of each addition carried along (Neumaier 1974). */
final class Sums {
    private double[] sums = new double[16];
    private double[] errors = new double[16];

    void add(int touchpoint, double more) {
        if (touchpoint >= sums.length) {
            int capacity = Math.max(touchpoint + 1, 2 * sums.length);
            sums = Arrays.copyOf(sums, capacity);
            errors = Arrays.copyOf(errors, capacity);
        }
        double before = sums[touchpoint];
        double after = before + more;
        errors[touchpoint] += before >= more ? before - after + more : more - after + before;
        sums[touchpoint] = after;
    }

    double[] values(int touchpoints) {
        double[] values = new double[touchpoints];
        for (int i = 0; i < Math.min(touchpoints, sums.length); i++) {
            values[i] = sums[i] + errors[i];
        }
        return values;
    }
}
