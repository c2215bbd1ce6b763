package dev.touchline.cli.lift;

import dev.touchline.lift.Before;
import dev.touchline.lift.Comparison;
import dev.touchline.lift.Interval;
import dev.touchline.lift.Moments;
import dev.touchline.lift.RelativeLift;
import dev.touchline.lift.SampleRatio;
import dev.touchline.lift.Verdict;
import dev.touchline.lift.Welch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The rows of the result for programs: the columns are fixed, in this order, and empty where there is nothing to say. */
final class LiftRow {
    static final List<String> COLUMNS =
            List.of(("population arm role method reading n clusters buyers touched mean difference standard_error"
                            + " degrees_of_freedom ci_low ci_high p lift lift_standard_error lift_ci_low lift_ci_high"
                            + " incremental incremental_ci_low incremental_ci_high detectable detectable_lift verdict"
                            + " needed_n needed_control_n before_difference before_p before_ratio sample_ratio_p flags")
                    .split(" "));

    private final Map<String, Object> values = new LinkedHashMap<>();

    private LiftRow() {
        COLUMNS.forEach(column -> values.put(column, null));
    }

    /** All rows: for each population and method the control, then the others. */
    static List<LiftRow> of(Result result, List<Check> checks) {
        List<LiftRow> rows = new ArrayList<>();
        result.analyses().forEach((population, analysis) -> {
            List<String> seen = new ArrayList<>();
            for (Comparison comparison : analysis.comparisons()) {
                String method = lower(comparison.method());
                if (!seen.contains(method)) {
                    seen.add(method);
                    LiftRow control = new LiftRow();
                    control.side(result, population, analysis.control(), comparison.control());
                    control.put("role", "control").put("method", method).put("mean", comparison.controlMean());
                    rows.add(control.flags(checks));
                }
                LiftRow row = new LiftRow();
                row.side(result, population, comparison.arm(), comparison.treated());
                row.put("role", "treated").put("method", method).put("mean", comparison.mean());
                row.compare(comparison, result, result.isEffect(population));
                analysis.before(comparison.arm()).ifPresent(row::before);
                rows.add(row.flags(checks));
            }
        });
        return rows;
    }

    /** Value of a column: a text, a whole number, a double, or null. */
    Object get(String column) {
        return values.get(column);
    }

    /** The row as cells of a CSV file. */
    List<String> cells() {
        return values.values().stream()
                .map(value -> value == null ? "" : value instanceof Double d ? Figures.exact(d) : value.toString())
                .toList();
    }

    private LiftRow put(String column, Object value) {
        if (!values.containsKey(column)) {
            throw new IllegalArgumentException(column + " (expected: one of " + COLUMNS + ")");
        }
        values.put(column, value);
        return this;
    }

    private void side(Result result, Population population, String arm, Moments moments) {
        Columns columns = result.setting().columns();
        put("population", population.code());
        put("arm", arm);
        put("reading", result.isEffect(population) ? "effect" : "association");
        put("n", moments.counts().people());
        put("clusters", columns.cluster().isEmpty() ? null : moments.counts().units());
        put("buyers", moments.counts().buyers());
        put("touched", columns.touched().isEmpty() ? null : moments.counts().touched());
        put("sample_ratio_p", result.sampleRatio().map(SampleRatio::p).orElse(null));
    }

    private void compare(Comparison comparison, Result result, boolean effect) {
        put("difference", comparison.mean() - comparison.controlMean());
        comparison.difference().ifPresent(this::difference);
        comparison.lift().ifPresent(this::lift);
        if (!effect) {
            put("verdict", lower(Verdict.ASSOCIATION));
            return;
        }
        put("incremental", comparison.incremental());
        interval("incremental", comparison.incrementalInterval());
        put("detectable", comparison.difference().map(Welch::detectable).orElse(null));
        OptionalDouble detectable = comparison.detectableLift();
        put("detectable_lift", detectable.isPresent() ? detectable.getAsDouble() : null);
        double worthFinding = result.setting().worthFinding();
        Verdict verdict = comparison.verdict(worthFinding);
        put("verdict", lower(verdict));
        if (verdict == Verdict.NOT_ENOUGH_DATA) {
            put("needed_n", orNull(comparison.neededTreated(worthFinding)));
            put("needed_control_n", orNull(comparison.neededControl(worthFinding)));
        }
    }

    private void difference(Welch welch) {
        put("standard_error", welch.standardError());
        put("degrees_of_freedom", welch.degreesOfFreedom());
        put("p", welch.p());
        put("ci_low", welch.interval().low());
        put("ci_high", welch.interval().high());
    }

    private void lift(RelativeLift lift) {
        put("lift", lift.value());
        put("lift_standard_error", lift.standardError());
        interval("lift", Optional.of(lift.interval()));
    }

    private void interval(String name, Optional<Interval> interval) {
        put(name + "_ci_low", interval.map(Interval::low).orElse(null));
        put(name + "_ci_high", interval.map(Interval::high).orElse(null));
    }

    private void before(Before before) {
        put("before_difference", before.treatedMean() - before.controlMean());
        put("before_p", before.difference().map(Welch::p).orElse(null));
        put("before_ratio", before.ratio());
    }

    private LiftRow flags(List<Check> checks) {
        put(
                "flags",
                String.join(
                        " ",
                        checks.stream()
                                .filter(check -> check.flagged() && check.concerns((String) get("arm")))
                                .map(Check::code)
                                .toList()));
        return this;
    }

    private static Long orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
