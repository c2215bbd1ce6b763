package dev.touchline.cli.model;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.progress.Progress;
import dev.touchline.models.journey.Credits;
import dev.touchline.models.journey.Intervals;
import dev.touchline.models.journey.JourneyModel;
import dev.touchline.models.journey.LimitExceeded;
import dev.touchline.models.journey.PathSink;
import dev.touchline.models.journey.PathTable;
import dev.touchline.models.pathfile.Limits;
import dev.touchline.models.pathfile.PathFile;
import dev.touchline.models.pathfile.PathTotals;
import dev.touchline.models.pathfile.UnusableFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code touchline model}: attribution models over a file of paths, without any service. */
@Command(
        name = "model",
        description = {
            "Splits the conversions and the value of a file of paths among their touchpoints. Needs no service.",
            "",
            "PATHS.csv, plain or .gz, UTF-8, separated by comma, semicolon or tab, has a header and the columns",
            "  path         touchpoints joined by >, oldest first:  Coupon > Guide task > SMS",
            "  conversions  how many journeys along this path ended in a conversion",
            "  value        what those conversions are worth together (default: 0)",
            "  nulls        how many journeys along this path ended without one (default: 0)",
            "in any order and case; other columns are ignored. total_conversions, total_conversion_value and total_null"
                    + " are read as well.",
            "",
            "Models: first, last, linear; position (40/20/40); time-decay (a touch weighs half after each --half-life; its age"
                    + " is --step times the touches after it); markov (removal effect, solved exactly; equal touchpoints"
                    + " that follow each other are one); shapley (over the sets of touchpoints).",
            ""
        },
        footer = {
            "",
            "Prints touchpoint, conversions and value; markov also removal_effect and removal_effect_value; with"
                    + " --intervals also conversions_low and conversions_high. Columns add up to the file's totals.",
            "",
            "Limits: 100,000,000 rows, 10,000 touchpoints (markov: 2,000), 10,000 touches in a path, 200 characters in"
                    + " a name; markov: 1,000,000 distinct transitions; --intervals: 5,000,000 rows with 30,000,000"
                    + " touches.",
            "",
            "Example:",
            "  touchline model paths.csv.gz --model markov --format csv > out.csv",
            "",
            "Exit codes:",
            "  0  done",
            "  2  wrong usage: an option, the file or its header",
            "  3  a row cannot be used, or a limit is passed; nothing is printed",
            "",
            "Definitions and formulas: docs/models.md"
        })
public final class ModelCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "PATHS.csv", description = "the file")
    private Path file;

    @Mixin
    private ModelOptions options;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "table (default; four decimals) or csv (all decimals)")
    private Format format;

    /** The command, writing to {@code console}. */
    public ModelCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Supplier<JourneyModel> models = options.model();
        try {
            ModelResult result = evaluate(models);
            console.block(format == Format.csv ? result.csv() : result.table());
            return ExitCode.OK;
        } catch (UnusableFile e) {
            throw new Failure(e.isRow() ? ExitCode.BAD_ROWS : ExitCode.USAGE, e.getMessage(), e);
        } catch (LimitExceeded e) {
            throw new Failure(ExitCode.BAD_ROWS, file + ": " + e.getMessage(), e);
        }
    }

    private ModelResult evaluate(Supplier<JourneyModel> models) {
        JourneyModel model = models.get();
        PathTable table = options.replicates() > 0 ? new PathTable() : null;
        PathTotals totals = read(table == null ? model : both(model, table));
        int touchpoints = totals.touchpoints().size();
        Credits credits = model.credits(touchpoints);
        Intervals intervals = null;
        if (table != null) {
            intervals = Intervals.of(table, models, touchpoints, options.replicates(), options.seed());
            tellWhatIsMissing(intervals, totals);
        }
        return new ModelResult(totals, credits, intervals);
    }

    private PathTotals read(PathSink sink) {
        long size = file.toFile().length();
        try (Progress progress = console.progress("reading " + file.getFileName(), "bytes", size)) {
            return new PathFile(file, Limits.STANDARD).read(sink, bytes -> progress.at(bytes, size));
        }
    }

    private static PathSink both(PathSink one, PathSink other) {
        return (touches, length, conversions, value, nulls) -> {
            one.path(touches, length, conversions, value, nulls);
            other.path(touches, length, conversions, value, nulls);
        };
    }

    private void tellWhatIsMissing(Intervals intervals, PathTotals totals) {
        if (!intervals.enough()) {
            console.remark(
                    "no intervals: not enough data; needs %d conversions (got: %s)",
                    Intervals.NEEDED_CONVERSIONS,
                    totals.conversions().stripTrailingZeros().toPlainString());
            return;
        }
        for (int i = 0; i < intervals.low().length; i++) {
            if (Double.isNaN(intervals.low()[i])) {
                console.remark(
                        "no interval for %s: not enough data; needs %d conversions with it on their path",
                        totals.touchpoints().get(i), Intervals.NEEDED_WITH_TOUCHPOINT);
            }
        }
    }

    /** How it is printed. */
    enum Format {
        table,
        csv
    }
}
