package dev.touchline.cli.lift;

import dev.touchline.cli.report.TextTable;
import dev.touchline.lift.Before;
import dev.touchline.lift.Comparison;
import dev.touchline.lift.Interval;
import dev.touchline.lift.Method;
import dev.touchline.lift.RelativeLift;
import dev.touchline.lift.Verdict;
import dev.touchline.lift.Welch;
import java.util.List;
import java.util.Optional;

/** The result for people: a table, a sentence for each comparison, and the checks. */
final class LiftText {
    private LiftText() {}

    static String of(Result result, List<LiftRow> rows, List<Check> checks) {
        StringBuilder text = new StringBuilder(table(rows)).append('\n');
        result.analyses().forEach((population, analysis) -> {
            for (Comparison comparison : analysis.comparisons()) {
                // Adjusted means have the earlier gap taken out in part; only plain ones may be held against it.
                boolean plain = population == Population.ALL && comparison.method() == Method.PLAIN;
                Optional<Before> before = plain ? analysis.before(comparison.arm()) : Optional.empty();
                String said = result.isEffect(population)
                        ? effect(comparison, result.setting().worthFinding())
                        : association(comparison, before);
                text.append(name(population, comparison))
                        .append(": ")
                        .append(said)
                        .append('\n');
            }
        });
        text.append("\nChecks\n");
        for (Check check : checks) {
            String about = check.arm().isEmpty() ? "" : " [" + check.arm() + "]";
            text.append(
                    String.format("  %-12s%s%s: %s%n", check.status().word(), check.code(), about, check.sentence()));
        }
        return text.toString();
    }

    private static String table(List<LiftRow> rows) {
        TextTable table = new TextTable()
                .words("population")
                .words("arm")
                .words("method")
                .numbers("n")
                .numbers("buyers")
                .numbers("mean")
                .numbers("difference")
                .numbers("95 % interval")
                .numbers("lift")
                .numbers("95 % interval")
                .numbers("p")
                .words("reading");
        for (LiftRow row : rows) {
            boolean control = row.get("role").equals("control");
            table.row(
                    (String) row.get("population"),
                    (String) row.get("arm"),
                    (String) row.get("method"),
                    Figures.count((Long) row.get("n")),
                    Figures.count((Long) row.get("buyers")),
                    Figures.amount(number(row, "mean")),
                    control ? "" : Figures.amount(number(row, "difference")),
                    control ? "" : amounts(number(row, "ci_low"), number(row, "ci_high")),
                    control ? "" : Figures.percent(number(row, "lift")),
                    control ? "" : percents(number(row, "lift_ci_low"), number(row, "lift_ci_high")),
                    control ? "" : row.get("p") == null ? "-" : Figures.probability(number(row, "p")),
                    control ? "control" : (String) row.get("reading"));
        }
        return table.render();
    }

    private static double number(LiftRow row, String column) {
        return row.get(column) instanceof Double value ? value : Double.NaN;
    }

    private static String amounts(double low, double high) {
        return Double.isNaN(low) ? "-" : Figures.amount(low) + " to " + Figures.amount(high);
    }

    private static String percents(double low, double high) {
        return Double.isNaN(low) ? "-" : Figures.percent(low) + " to " + Figures.percent(high);
    }

    private static String name(Population population, Comparison comparison) {
        String whom = population == Population.ALL ? "" : " (" + population.code() + ")";
        return comparison.arm() + whom + ", " + comparison.method().name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String effect(Comparison comparison, double worthFinding) {
        Verdict verdict = comparison.verdict(worthFinding);
        String worth = Figures.percent(worthFinding);
        String seen = comparison.detectableLift().isPresent()
                ? "this trial finds "
                        + Figures.percent(comparison.detectableLift().getAsDouble()) + " or more"
                : "a relative lift is not defined";
        String incremental = comparison
                .incrementalInterval()
                .map(interval -> "incremental " + total(comparison.incremental(), interval))
                .orElse("no interval");
        return switch (verdict) {
            case RAISED -> "raised; " + incremental;
            case LOWERED -> "lowered; " + incremental;
            case NOT_FOUND ->
                "no difference found, and a lift of " + worth + " would have been found four times out of five; "
                        + incremental;
            case NOT_ENOUGH_DATA ->
                "not enough data for a lift of " + worth + " (" + seen + ")" + needs(comparison, worthFinding) + "; "
                        + incremental;
            case ASSOCIATION -> "association";
        };
    }

    private static String total(double value, Interval interval) {
        return Figures.amount(value) + " (" + amounts(interval.low(), interval.high()) + ")";
    }

    private static String needs(Comparison comparison, double worthFinding) {
        return comparison.neededTreated(worthFinding).isPresent()
                ? "; needs n = "
                        + Figures.count(comparison.neededTreated(worthFinding).getAsLong()) + " treated and "
                        + Figures.count(comparison.neededControl(worthFinding).getAsLong()) + " control"
                : "";
    }

    private static String association(Comparison comparison, Optional<Before> before) {
        double ratio = comparison.mean() / comparison.controlMean();
        String now = comparison.lift().map(RelativeLift::value).isPresent()
                ? Figures.times(ratio) + " the control's mean"
                : "difference "
                        + comparison
                                .difference()
                                .map(Welch::difference)
                                .map(Figures::amount)
                                .orElse("-");
        String earlier = before.filter(gap -> gap.controlMean() > 0)
                .map(gap -> "; before it was " + Figures.times(gap.ratio()) + " already, "
                        + Figures.times(ratio / gap.ratio()) + " is what is left")
                .orElse("");
        return "association, not an effect: " + now + earlier;
    }
}
