package dev.touchline.models.journey;

import java.util.Arrays;

/** Keeps paths to be read again and again, in plain arrays: two bytes a touch. */
public final class PathTable implements PathSink {
    /** Touches of all rows together, at most. */
    public static final int MOST_TOUCHES = 30_000_000;
    /** Rows, at most. */
    public static final int MOST_ROWS = 5_000_000;

    private final int mostTouches;
    private final int mostRows;
    private char[] touches = new char[1_024];
    private int[] ends = new int[256];
    private double[] conversions = new double[256];
    private double[] value = new double[256];
    private double[] nulls = new double[256];
    private int rows;
    private int longest;

    /** An empty table. */
    public PathTable() {
        this(MOST_TOUCHES, MOST_ROWS);
    }

    PathTable(int mostTouches, int mostRows) {
        this.mostTouches = mostTouches;
        this.mostRows = mostRows;
    }

    @Override
    public void path(int[] path, int length, double pathConversions, double pathValue, double pathNulls) {
        int begin = rows == 0 ? 0 : ends[rows - 1];
        if (length > mostTouches - begin) {
            throw new LimitExceeded(String.format(
                    "%,d touches in all rows (expected: at most %,d for intervals)",
                    (long) begin + length, mostTouches));
        }
        if (rows == mostRows) {
            throw new LimitExceeded(
                    String.format("%,d rows (expected: at most %,d for intervals)", rows + 1L, mostRows));
        }
        reserve(begin + length);
        for (int i = 0; i < length; i++) {
            touches[begin + i] = (char) path[i];
        }
        ends[rows] = begin + length;
        conversions[rows] = pathConversions;
        value[rows] = pathValue;
        nulls[rows] = pathNulls;
        rows++;
        longest = Math.max(longest, length);
    }

    private void reserve(int end) {
        if (end > touches.length) {
            touches = Arrays.copyOf(touches, Math.max(end, touches.length + touches.length / 2));
        }
        if (rows == ends.length) {
            int capacity = rows + rows / 2;
            ends = Arrays.copyOf(ends, capacity);
            conversions = Arrays.copyOf(conversions, capacity);
            value = Arrays.copyOf(value, capacity);
            nulls = Arrays.copyOf(nulls, capacity);
        }
    }

    /** Gives all rows to {@code sink}, each with the journeys that {@code resampling} draws for it. Safe from any thread. */
    void replay(PathSink sink, Resampling resampling) {
        int[] path = new int[longest];
        int begin = 0;
        for (int row = 0; row < rows; row++) {
            int length = ends[row] - begin;
            for (int i = 0; i < length; i++) {
                path[i] = touches[begin + i];
            }
            begin = ends[row];
            double converted = resampling.draw(conversions[row]);
            double worth = conversions[row] == 0 ? 0 : value[row] * (converted / conversions[row]);
            sink.path(path, length, converted, worth, resampling.draw(nulls[row]));
        }
    }

    /** Draws how often journeys are taken that were seen {@code seen} times. */
    @FunctionalInterface
    interface Resampling {
        double draw(double seen);
    }
}
