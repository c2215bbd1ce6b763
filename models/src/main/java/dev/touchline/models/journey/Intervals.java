package dev.touchline.models.journey;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.hipparchus.random.RandomDataGenerator;
import org.hipparchus.random.Well19937c;
import org.hipparchus.stat.descriptive.rank.Percentile;

/**
 * 95 % bootstrap intervals of credited conversions: what the credits could have been, had other customers come by chance.
 *
 * <p>Journeys are resampled, not rows: of a row with c conversions and n nulls, Poisson(c) and Poisson(n) are taken, so that
 * splitting a row changes nothing. A replicate is scaled to the number of journeys in the file; then it is close to a
 * multinomial draw of just so many. The interval is from the 2.5th to the 97.5th percentile. Replicate r has a generator of
 * its own, seeded with (seed, r): the same file and seed give the same intervals on any number of cores.
 *
 * @param low lower ends by touchpoint; NaN where there are too few data
 * @param high upper ends
 * @param enough whether the whole file has enough data; if not, all ends are NaN
 */
public record Intervals(double[] low, double[] high, boolean enough) {
    /** Conversions that a file needs. */
    public static final int NEEDED_CONVERSIONS = 100;
    /** Conversions with the touchpoint on their path that its own interval needs. */
    public static final int NEEDED_WITH_TOUCHPOINT = 10;
    /** Journeys in a file, at most: drawn counts are of 31 bits. */
    public static final double MOST_JOURNEYS = 1e9;
    /** The fewest replicates that have a 2.5th percentile worth the name. */
    public static final int FEWEST_REPLICATES = 100;
    /** The most replicates. */
    public static final int MOST_REPLICATES = 10_000;

    private static final double LOW = 2.5;
    private static final double HIGH = 97.5;

    /**
     * The intervals of the model that {@code models} makes.
     *
     * @param replicates from {@link #FEWEST_REPLICATES} to {@link #MOST_REPLICATES}
     */
    public static Intervals of(
            PathTable paths, Supplier<JourneyModel> models, int touchpoints, int replicates, long seed) {
        if (replicates < FEWEST_REPLICATES || replicates > MOST_REPLICATES) {
            throw new IllegalArgumentException(replicates + " replicates");
        }
        Evidence evidence = Evidence.of(paths, touchpoints);
        if (evidence.journeys > MOST_JOURNEYS) {
            throw new LimitExceeded(String.format(
                    "%,.0f journeys (expected: at most %,.0f for intervals)", evidence.journeys, MOST_JOURNEYS));
        }
        Intervals intervals =
                new Intervals(nothing(touchpoints), nothing(touchpoints), evidence.conversions >= NEEDED_CONVERSIONS);
        if (intervals.enough) {
            double[][] drawn = IntStream.range(0, replicates)
                    .parallel()
                    .mapToObj(r -> replicate(paths, models.get(), touchpoints, generator(seed, r), evidence.journeys))
                    .toArray(double[][]::new);
            intervals.fill(drawn, evidence);
        }
        return intervals;
    }

    private void fill(double[][] drawn, Evidence evidence) {
        Percentile percentile = new Percentile().withEstimationType(Percentile.EstimationType.R_7);
        for (int touchpoint = 0; touchpoint < low.length; touchpoint++) {
            if (evidence.withTouchpoint[touchpoint] >= NEEDED_WITH_TOUCHPOINT) {
                int column = touchpoint;
                percentile.setData(
                        Arrays.stream(drawn).mapToDouble(r -> r[column]).toArray());
                low[touchpoint] = percentile.evaluate(LOW);
                high[touchpoint] = percentile.evaluate(HIGH);
            }
        }
    }

    private static double[] replicate(
            PathTable paths, JourneyModel model, int touchpoints, RandomDataGenerator random, double journeys) {
        double[] taken = new double[1];
        paths.replay(model, seen -> {
            double count = seen == 0 ? 0 : random.nextPoisson(seen);
            taken[0] += count;
            return count;
        });
        double[] credits = model.credits(touchpoints).conversions();
        double scale = taken[0] == 0 ? 0 : journeys / taken[0];
        return Arrays.stream(credits).map(credit -> credit * scale).toArray();
    }

    private static RandomDataGenerator generator(long seed, int replicate) {
        return RandomDataGenerator.of(new Well19937c(new int[] {(int) (seed >>> Integer.SIZE), (int) seed, replicate}));
    }

    private static double[] nothing(int touchpoints) {
        double[] values = new double[touchpoints];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    /** How much there is to draw from. */
    private static final class Evidence implements PathSink {
        private final double[] withTouchpoint;
        private final long[] seenIn;
        private long row;
        private double journeys;
        private double conversions;

        private Evidence(int touchpoints) {
            withTouchpoint = new double[touchpoints];
            seenIn = new long[touchpoints];
        }

        static Evidence of(PathTable paths, int touchpoints) {
            Evidence evidence = new Evidence(touchpoints);
            paths.replay(evidence, seen -> seen);
            return evidence;
        }

        @Override
        public void path(int[] touches, int length, double pathConversions, double pathValue, double nulls) {
            row++;
            journeys += pathConversions + nulls;
            conversions += pathConversions;
            for (int i = 0; i < length; i++) {
                if (seenIn[touches[i]] != row) {
                    seenIn[touches[i]] = row;
                    withTouchpoint[touches[i]] += pathConversions;
                }
            }
        }
    }
}
