package dev.touchline.cli.model;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.authority.Span;
import dev.touchline.models.journey.Intervals;
import dev.touchline.models.journey.JourneyModel;
import dev.touchline.models.journey.Markov;
import dev.touchline.models.journey.PositionModel;
import dev.touchline.models.journey.Shapley;
import dev.touchline.models.journey.Weights;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which model, with which settings; refuses settings that the model does not have. */
final class ModelOptions {
    @Option(
            names = "--model",
            paramLabel = "MODEL",
            required = true,
            description = "first, last, linear, position, time-decay, markov or shapley")
    private String model;

    @Option(
            names = "--order",
            paramLabel = "K",
            description = "markov: how many touchpoints the chain remembers, 1 to 3 (default: 1)")
    private Integer order;

    @Option(
            names = "--step",
            paramLabel = "SPAN",
            description = "time-decay: time between two touches of a path, as 12h or 1d (default: 1d)")
    private String step;

    @Option(
            names = "--half-life",
            paramLabel = "SPAN",
            description = "time-decay: after this time a touch weighs half (default: 7d)")
    private String halfLife;

    @Option(
            names = "--intervals",
            paramLabel = "N",
            description = "markov, shapley: 95 %% intervals of conversions from N bootstrap replicates, 100 to 10,000"
                    + " (default: none; 1,000 is a good number)")
    private Integer intervals;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "of the intervals; the same seed and file give the same intervals (default: 1)")
    private Long seed;

    /** Makes the model anew at each call. */
    Supplier<JourneyModel> model() {
        Name name = name();
        only("--order", order, name == Name.MARKOV, "markov");
        only("--step", step, name == Name.TIME_DECAY, "time-decay");
        only("--half-life", halfLife, name == Name.TIME_DECAY, "time-decay");
        only("--intervals", intervals, name == Name.MARKOV || name == Name.SHAPLEY, "markov and shapley");
        only("--seed", seed, intervals != null, "--intervals");
        int replicates = replicates();
        if (intervals != null && (replicates < Intervals.FEWEST_REPLICATES || replicates > Intervals.MOST_REPLICATES)) {
            throw usage("--intervals: " + replicates + " (expected: 100 to 10,000)");
        }
        return switch (name) {
            case FIRST -> () -> new PositionModel(Weights.first());
            case LAST -> () -> new PositionModel(Weights.last());
            case LINEAR -> () -> new PositionModel(Weights.linear());
            case POSITION -> () -> new PositionModel(Weights.position());
            case TIME_DECAY -> timeDecay();
            case MARKOV -> markov();
            case SHAPLEY -> Shapley::new;
        };
    }

    private Name name() {
        return Arrays.stream(Name.values())
                .filter(name -> name.text().equalsIgnoreCase(model))
                .findFirst()
                .orElseThrow(() -> usage("--model: " + model + " (expected: "
                        + Arrays.stream(Name.values()).map(Name::text).collect(Collectors.joining(", ")) + ")"));
    }

    private Supplier<JourneyModel> timeDecay() {
        Duration between = step == null ? Duration.ofDays(1) : Span.parse("--step", step);
        Duration half = halfLife == null ? Duration.ofDays(7) : Span.parse("--half-life", halfLife);
        if (half.isZero()) {
            throw usage("--half-life: " + halfLife + " (expected: more than 0)");
        }
        return () -> new PositionModel(Weights.timeDecay(between, half));
    }

    private Supplier<JourneyModel> markov() {
        int remembered = order == null ? 1 : order;
        if (remembered < 1 || remembered > Markov.MOST_ORDER) {
            throw usage("--order: " + remembered + " (expected: 1 to " + Markov.MOST_ORDER + ")");
        }
        return () -> new Markov(remembered);
    }

    /** Bootstrap replicates; 0 for no intervals. */
    int replicates() {
        return intervals == null ? 0 : intervals;
    }

    long seed() {
        return seed == null ? 1 : seed;
    }

    private static void only(String option, Object given, boolean allowed, String with) {
        if (given != null && !allowed) {
            throw usage(option + ": only with " + with);
        }
    }

    private static Failure usage(String message) {
        return new Failure(ExitCode.USAGE, message);
    }

    /** The models that may be named. */
    private enum Name {
        FIRST,
        LAST,
        LINEAR,
        POSITION,
        TIME_DECAY,
        MARKOV,
        SHAPLEY;

        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
