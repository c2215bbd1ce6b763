package dev.touchline.cli.lift;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.lift.Result.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code touchline lift}: what a campaign caused, from a file with a row for each assigned member. */
@Command(
        name = "lift",
        description = {
            "Says what a campaign caused (增量口径), from a CSV file (UTF-8, plain or .gz) with a header and one row for each"
                    + " member that was assigned to an arm, reached or not. Needs no service.",
            "",
            "difference   mean of the arm less the control's; Welch's error, interval, p",
            "lift         the difference in parts of the control's mean (delta method)",
            "incremental  members of the arm times the difference",
            "plain/cuped  as it is / adjusted by the covariate, which is usually surer",
            "detectable   smallest true difference found four times out of five",
            ""
        },
        footer = {
            "",
            "Example:",
            "  touchline lift recall.csv.gz --arm arm --control control \\",
            "      --outcome net --covariate net_last_year \\",
            "      --expect control=1,treated=4 --format csv > recall-lift.csv",
            "",
            "Limits: 100 arms, 200,000 clusters, 8,000,000 units.",
            "Columns of --format csv, and how to read them: docs/incrementality.md.",
            "",
            "Exit codes:",
            "  0  done",
            "  1  a check is flagged, with --strict",
            "  2  wrong usage: an option, the file or its header",
            "  3  a bad row; nothing is printed"
        })
public final class LiftCommand implements Callable<Integer> {
    private static final double MOST_DETECT = 1_000;

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "CSV file, or the same as .gz")
    private Path file;

    @Option(names = "--arm", required = true, paramLabel = "COLUMN", description = "which arm a member was assigned to")
    private String arm;

    @Option(
            names = "--control",
            required = true,
            paramLabel = "VALUE",
            description = "value of that column for the control; every other value is an arm of its own")
    private String control;

    @Option(
            names = "--outcome",
            required = true,
            paramLabel = "COLUMN",
            description = "what is compared, e.g. net in the window; a decimal number, 0 for who did not buy")
    private String outcome;

    @Option(
            names = "--covariate",
            paramLabel = "COLUMN",
            defaultValue = "",
            description =
                    "a figure from before the assignment, e.g. net in the same season last year: reduces noise, and"
                            + " shows whether the arms differed before")
    private String covariate;

    @Option(
            names = "--cluster",
            paramLabel = "COLUMN",
            defaultValue = "",
            description = "what was drawn if not single members, e.g. the store at assignment; errors are then"
                    + " cluster-robust")
    private String cluster;

    @Option(
            names = "--touched",
            paramLabel = "COLUMN",
            defaultValue = "",
            description =
                    "who was touched in fact: true, false, yes, no, 是, 否 or a number of touches; for contamination")
    private String touched;

    @Option(
            names = "--unit",
            paramLabel = "COLUMN",
            defaultValue = "",
            description = "which person a row is of: finds persons in several arms and rows that repeat")
    private String unit;

    @Option(
            names = "--expect",
            paramLabel = "ARM=WEIGHT",
            split = ",",
            description =
                    "how the draw should have split, in any unit, for the sample-ratio check; without it there is none")
    private Map<String, Double> expected = Map.of();

    @Option(
            names = "--detect",
            paramLabel = "PERCENT",
            defaultValue = "5",
            description = "the smallest lift that matters; \"not enough data; needs n\" is about it (default:"
                    + " ${DEFAULT-VALUE})")
    private double detect;

    @Option(
            names = "--missing",
            paramLabel = "WHAT",
            defaultValue = "error",
            description = "an empty outcome or covariate is an error (default) or zero")
    private Missing missing;

    @Option(
            names = {"--observational", "--self-selected"},
            description = "people chose their group: prints an association with the gap that was there before, never an"
                    + " effect")
    private boolean observational;

    @Option(names = "--strict", description = "exit with 1 if a check is flagged")
    private boolean strict;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table (default), csv or json")
    private Format format;

    /** The command, writing to {@code console}. */
    public LiftCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!(detect > 0 && detect <= MOST_DETECT)) {
            throw new Failure(ExitCode.USAGE, "--detect: " + detect + " (expected: above 0, at most 1000)");
        }
        if (observational && !expected.isEmpty()) {
            throw new Failure(ExitCode.USAGE, "--expect: people who chose have no expected split (expected: not both)");
        }
        Columns columns = new Columns(arm, outcome, covariate, cluster, touched, unit);
        Setting setting = new Setting(columns, detect / 100, observational);
        TrialFile trial = new TrialFile(file, columns, missing == Missing.zero);
        Result result = new Reading(trial, setting, control, expected).read();
        List<Check> checks = Checks.of(result);
        print(result, LiftRow.of(result, checks), checks);
        return strict && checks.stream().anyMatch(Check::flagged) ? ExitCode.NOT_HOLDING : ExitCode.OK;
    }

    private void print(Result result, List<LiftRow> rows, List<Check> checks) {
        switch (format) {
            case table -> console.block(LiftText.of(result, rows, checks));
            case csv -> console.block(LiftCsv.of(rows));
            case json -> console.block(LiftJson.of(rows, checks));
        }
        if (format != Format.table) {
            checks.stream()
                    .filter(Check::flagged)
                    .forEach(check -> console.remark(
                            "%s%s: %s",
                            check.code(), check.arm().isEmpty() ? "" : " [" + check.arm() + "]", check.sentence()));
        }
    }

    /** What an empty number is. */
    enum Missing {
        error,
        zero
    }

    /** How it is printed. */
    enum Format {
        table,
        csv,
        json
    }
}
