package dev.touchline.cli.lift;

import dev.touchline.lift.Analysis;
import dev.touchline.lift.Before;
import dev.touchline.lift.Comparison;
import dev.touchline.lift.Counts;
import dev.touchline.lift.Method;
import dev.touchline.lift.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Everything that is checked about a trial, in the order in which it matters. */
final class Checks {
    private final Result result;
    private final Analysis analysis;
    private final List<Check> checks = new ArrayList<>();

    private Checks(Result result) {
        this.result = result;
        this.analysis = result.all();
    }

    static List<Check> of(Result result) {
        Checks checks = new Checks(result);
        if (!result.setting().observational()) {
            checks.sampleRatio();
        }
        checks.before();
        if (!result.setting().observational()) {
            checks.contamination();
        }
        checks.units();
        checks.warnings();
        return checks.checks;
    }

    private void sampleRatio() {
        checks.add(result.sampleRatio()
                .map(ratio -> Check.of(
                        "sample-ratio",
                        "",
                        ratio.flagged(),
                        String.format(
                                "sizes against --expect: chi-square %.2f, %d df, p %s%s",
                                ratio.chiSquare(),
                                ratio.degreesOfFreedom(),
                                Figures.probability(ratio.p()),
                                ratio.flagged()
                                        ? ": units were lost or added after the draw; do not believe the result"
                                        : "")))
                .orElse(Check.skipped("sample-ratio", "give --expect, e.g. --expect control=1,treated=9")));
    }

    private void before() {
        if (result.setting().columns().covariate().isEmpty()) {
            checks.add(Check.skipped(
                    "before", "give --covariate, a figure from before, e.g. net in the same season last year"));
            return;
        }
        for (String arm : treated()) {
            Optional<Before> before = analysis.before(arm);
            if (before.isEmpty()) {
                checks.add(new Check("before", arm, Check.Status.NOT_CHECKED, "the covariate does not vary"));
            } else {
                checks.add(before(arm, before.get()));
            }
        }
    }

    private Check before(String arm, Before before) {
        String p = before.difference()
                .map(welch -> ", p " + Figures.probability(welch.p()))
                .orElse("");
        String seen = String.format(
                "mean of %s %s against %s%s",
                result.setting().columns().covariate(),
                Figures.amount(before.treatedMean()),
                Figures.amount(before.controlMean()),
                p);
        if (!result.setting().observational()) {
            String bad = ": they differed before; the draw or the file is wrong";
            return Check.of("before", arm, before.flagged(), seen + (before.flagged() ? bad : ""));
        }
        return Check.of(
                "before", arm, before.flagged(), seen + ": " + Figures.times(before.ratio()) + " before they chose");
    }

    private void contamination() {
        if (result.setting().columns().touched().isEmpty()) {
            checks.add(Check.skipped("contamination", "give --touched, the column that says who was touched"));
            return;
        }
        Counts control = analysis.trial().arm(analysis.control()).counts();
        checks.add(Check.of(
                "control-touched",
                analysis.control(),
                control.touched() > 0,
                share(control.touched(), control.people()) + " of the control were touched all the same"
                        + (control.touched() > 0 ? ": the effect is understated" : "")));
        for (String arm : treated()) {
            Counts counts = analysis.trial().arm(arm).counts();
            long missed = counts.people() - counts.touched();
            checks.add(Check.of(
                    "treated-untouched",
                    arm,
                    missed > 0,
                    share(missed, counts.people()) + " were not touched; they stay in the result, as they must"));
        }
    }

    private void units() {
        if (result.setting().columns().unit().isEmpty()) {
            checks.add(Check.skipped("merged", "give --unit, the column that says which person it is"));
            return;
        }
        checks.add(Check.of(
                "merged",
                "",
                result.merged() > 0,
                Figures.count(result.merged()) + " persons are in several arms"
                        + (result.merged() > 0 ? "; the result is repeated without them" : "")));
        checks.add(Check.of(
                "repeated",
                "",
                result.repeated() > 0,
                Figures.count(result.repeated()) + " rows are of a person who was in the same arm before"
                        + (result.repeated() > 0 ? ": one row a person is expected; the interval is too narrow" : "")));
    }

    private void warnings() {
        for (Comparison comparison : analysis.comparisons()) {
            if (comparison.method() == Method.PLAIN) {
                for (Warning warning : Analysis.warnings(comparison)) {
                    checks.add(Check.of(code(warning), comparison.arm(), true, warning.sentence()));
                }
            }
        }
        if (!result.setting().columns().covariate().isEmpty()
                && analysis.cuped().isEmpty()) {
            checks.add(Check.of("constant-covariate", "", true, "the covariate does not vary: nothing is adjusted"));
        }
    }

    private List<String> treated() {
        return analysis.trial().arms().keySet().stream()
                .filter(arm -> !arm.equals(analysis.control()))
                .toList();
    }

    private static String share(long part, long whole) {
        return String.format("%,d of %,d (%.1f %%)", part, whole, 100.0 * part / whole);
    }

    private static String code(Warning warning) {
        return warning.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
