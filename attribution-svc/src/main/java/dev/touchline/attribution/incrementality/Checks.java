package dev.touchline.attribution.incrementality;

import dev.touchline.attribution.v1.CheckStatus;
import dev.touchline.attribution.v1.IncrementalityCheck;
import dev.touchline.attribution.v1.Population;
import dev.touchline.lift.Analysis;
import dev.touchline.lift.Before;
import dev.touchline.lift.Comparison;
import dev.touchline.lift.Counts;
import dev.touchline.lift.Method;
import dev.touchline.lift.SampleRatio;
import dev.touchline.lift.Warning;
import dev.touchline.lift.Welch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Everything that is checked about a campaign's arms, in the order in which it matters; worded as {@code touchline lift} does. */
final class Checks {

    private final Result result;
    private final Analysis analysis;
    private final List<IncrementalityCheck> checks = new ArrayList<>();

    private Checks(Result result, Analysis analysis) {
        this.result = result;
        this.analysis = analysis;
    }

    static List<IncrementalityCheck> of(Result result, Analysis all) {
        Checks checks = new Checks(result, all);
        checks.sampleRatio();
        checks.before();
        checks.contamination();
        checks.persons();
        checks.running();
        checks.waiting();
        checks.groups();
        return checks.checks;
    }

    private void sampleRatio() {
        Drawn campaign = result.campaign();
        if (!campaign.saysShares()) {
            skip("sample-ratio", "the campaign does not say which share it holds out (control_ppm)");
            return;
        }
        SampleRatio ratio = SampleRatio.of(
                analysis.trial(),
                Map.of(Group.CONTROL, campaign.controlWeight(), Group.TREATED, campaign.treatedWeight()));
        say(
                "sample-ratio",
                ratio.flagged(),
                text(
                        "sizes against control_ppm %,d: chi-square %.2f, %d df, p %s%s",
                        campaign.campaign().getControlPpm(),
                        ratio.chiSquare(),
                        ratio.degreesOfFreedom(),
                        probability(ratio.p()),
                        ratio.flagged() ? ": units were lost or added after the draw; do not believe the result" : ""));
    }

    private void before() {
        if (analysis.cuped().isEmpty()) {
            skip("before", "net in the same season last year does not vary: nothing is adjusted");
            return;
        }
        Before before = analysis.before(Group.TREATED).orElseThrow();
        String p = before.difference()
                .map(Welch::p)
                .map(value -> ", p " + probability(value))
                .orElse("");
        say(
                "before",
                before.flagged(),
                text(
                        "mean net in the same season last year %s against %s%s%s",
                        amount(before.treatedMean()),
                        amount(before.controlMean()),
                        p,
                        before.flagged() ? ": they differed before; the draw is wrong" : ""));
    }

    private void contamination() {
        if (result.campaign().isGlobalHoldout() && result.campaign().ofStores()) {
            skip("control-touched", "not known for stores that are held out of all marketing");
            return;
        }
        Counts control = analysis.trial().arm(Group.CONTROL).counts();
        Counts treated = analysis.trial().arm(Group.TREATED).counts();
        String by = result.campaign().isGlobalHoldout() ? " by some campaign" : "";
        say(
                "control-touched",
                control.touched() > 0,
                share(control.touched(), control.people()) + " of the control were touched" + by + " all the same"
                        + (control.touched() > 0 ? ": the effect is understated" : ""));
        long missed = treated.people() - treated.touched();
        say(
                "treated-untouched",
                missed > 0,
                share(missed, treated.people()) + " were not touched; they stay in the result, as they must");
    }

    private void persons() {
        if (result.campaign().ofStores()) {
            return;
        }
        say(
                "merged",
                result.merged() > 0,
                count(result.merged()) + " persons are in both arms"
                        + (result.merged() > 0 ? "; the result is repeated without them" : ""));
        say(
                "repeated",
                result.repeated() > 0,
                count(result.repeated()) + " persons are in one arm more than once"
                        + (result.repeated() > 0 ? ": the interval is a little too narrow" : ""));
    }

    private void running() {
        if (result.running()) {
            say(
                    "running",
                    true,
                    "the window is open until " + result.campaign().window().end() + ": this is the result so far");
        }
    }

    private void waiting() {
        if (result.waiting() > 0) {
            say(
                    "waiting",
                    true,
                    count(result.waiting())
                            + " persons wait to be folded: what they bought or how they were drawn may be missing");
        }
    }

    private void groups() {
        for (Group group : result.groups()) {
            group.analysis().ifPresent(each -> each.comparisons().stream()
                    .filter(comparison -> comparison.method() == Method.PLAIN)
                    .forEach(comparison -> warnings(group.population(), comparison)));
        }
    }

    private void warnings(Population population, Comparison comparison) {
        for (Warning warning : Analysis.warnings(comparison)) {
            checks.add(IncrementalityCheck.newBuilder()
                    .setCode(warning.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .setStatus(CheckStatus.CHECK_STATUS_FLAGGED)
                    .setPopulation(population)
                    .setSentence(warning.sentence())
                    .build());
        }
    }

    private void say(String code, boolean flagged, String sentence) {
        add(code, flagged ? CheckStatus.CHECK_STATUS_FLAGGED : CheckStatus.CHECK_STATUS_OK, sentence);
    }

    private void skip(String code, String sentence) {
        add(code, CheckStatus.CHECK_STATUS_NOT_CHECKED, sentence);
    }

    private void add(String code, CheckStatus status, String sentence) {
        checks.add(IncrementalityCheck.newBuilder()
                .setCode(code)
                .setStatus(status)
                .setSentence(sentence)
                .build());
    }

    private String amount(double minor) {
        int decimals =
                Math.max(0, java.util.Currency.getInstance(result.currency()).getDefaultFractionDigits());
        return text("%,." + decimals + "f", minor / Math.pow(10, decimals));
    }

    private static String share(long part, long whole) {
        return text("%,d of %,d (%.1f %%)", part, whole, 100.0 * part / whole);
    }

    private static String count(long value) {
        return text("%,d", value);
    }

    private static String probability(double p) {
        return p < 0.0001 ? "< 0.0001" : text("%.4f", p);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
