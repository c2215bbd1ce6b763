package dev.touchline.cli.retailer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.cli.CapturedConsole;
import dev.touchline.cli.Touchline;
import dev.touchline.cli.retailer.DrawnCampaign.Outcome;
import dev.touchline.cli.retailer.DrawnCampaign.Touched;
import dev.touchline.lift.Analysis;
import dev.touchline.lift.Comparison;
import dev.touchline.lift.Interval;
import dev.touchline.lift.Method;
import dev.touchline.lift.Trial;
import dev.touchline.lift.Warning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is measured against what is true: intervals of incremental net from the generated retailer's members, baskets, refunds and
 * effects, at fixed seeds. A 95 % interval must hold the truth in 93 to 97 of 100 trials.
 */
class LiftTruthTest {
    private static final int TRIALS = 1_600;
    private static final DrawnCampaign RECALL = new DrawnCampaign("aurora-autumn-recall");

    @TempDir
    private Path folder;

    /** How often the interval of the incremental net held the truth, and how wide it was. */
    private static final class Coverage {
        private int held;
        private int all;
        private double width;

        void add(Comparison comparison, double truth) {
            Interval interval = comparison.incrementalInterval().orElseThrow();
            held += interval.contains(truth * comparison.treated().counts().people()) ? 1 : 0;
            width += interval.high() - interval.low();
            all++;
        }

        double share() {
            return (double) held / all;
        }
    }

    private static Comparison of(Trial trial, Method method) {
        return Analysis.of(trial, "control").comparisons().stream()
                .filter(comparison -> comparison.method() == method)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void intervals_holdTheTruthAndTheTouchedMeasureOverstates() {
        Coverage plain = new Coverage();
        Coverage cuped = new Coverage();
        Touched touched = new Touched();
        double incremental = 0;
        double truth = 0;
        for (int i = 0; i < TRIALS; i++) {
            Trial trial = RECALL.trial(2_400, 800, Chance.of(7, "lift", i), touched);
            plain.add(of(trial, Method.PLAIN), RECALL.truth());
            cuped.add(of(trial, Method.CUPED), RECALL.truth());
            incremental += of(trial, Method.CUPED).incremental();
            truth += RECALL.truth() * 2_400;
        }

        assertThat(plain.share()).isBetween(0.93, 0.97);
        assertThat(cuped.share()).isBetween(0.93, 0.97);
        assertThat(cuped.width).isLessThan(plain.width);
        assertThat(incremental / truth).isBetween(0.93, 1.07);
        assertThat(touched.net() / truth).isGreaterThan(4);
    }

    @Test
    void relativeLifts_holdTheTruth() {
        double base = 0;
        List<Interval> lifts = new ArrayList<>();
        for (int i = 0; i < TRIALS; i++) {
            Trial trial = RECALL.trial(2_400, 800, Chance.of(8, "lift", i), new Touched());
            base += trial.arm("control").meanOutcome() / TRIALS;
            lifts.add(of(trial, Method.PLAIN).lift().orElseThrow().interval());
        }
        double truth = RECALL.truth() / base;

        assertThat((double) lifts.stream().filter(lift -> lift.contains(truth)).count() / TRIALS)
                .isBetween(0.93, 0.97);
    }

    @Test
    void storesDrawnWhole_holdTheTruthWhereMembersDoNot() {
        Coverage plain = new Coverage();
        Coverage cuped = new Coverage();
        Coverage asIfMembers = new Coverage();
        for (int i = 0; i < TRIALS; i++) {
            List<Trial> both = RECALL.stores(30, 30, Chance.of(9, "lift", i));
            plain.add(of(both.get(0), Method.PLAIN), RECALL.truth());
            cuped.add(of(both.get(0), Method.CUPED), RECALL.truth());
            asIfMembers.add(of(both.get(1), Method.PLAIN), RECALL.truth());
        }

        assertThat(plain.share()).isBetween(0.93, 0.97);
        assertThat(cuped.share()).isBetween(0.93, 0.97);
        assertThat(cuped.width).isLessThan(plain.width * 0.9);
        assertThat(asIfMembers.share()).isLessThan(0.90);
    }

    @Test
    void fewBuyersInTheControl_coverLessAndAreWarnedOf() {
        Coverage plain = new Coverage();
        int warned = 0;
        for (int i = 0; i < TRIALS; i++) {
            Comparison comparison = of(RECALL.trial(1_000, 40, Chance.of(10, "lift", i), new Touched()), Method.PLAIN);
            plain.add(comparison, RECALL.truth());
            warned += Analysis.warnings(comparison).contains(Warning.FEW_BUYERS) ? 1 : 0;
        }

        assertThat(plain.share()).isBetween(0.85, 0.93);
        assertThat(warned).isEqualTo(TRIALS);
    }

    @Test
    void guideAddedOnWeCom_isAnAssociation() throws IOException {
        Chance chance = Chance.of(11, "wecom", 0);
        List<String> lines = new ArrayList<>(List.of("wecom,net,net_last_year"));
        for (boolean chose : new boolean[] {true, false}) {
            for (Outcome outcome : RECALL.chosen(chose, 30_000, chance)) {
                lines.add(String.format(
                        Locale.ROOT,
                        "%s,%.2f,%.2f",
                        chose ? "added" : "not",
                        outcome.net() / 100,
                        outcome.before() / 100));
            }
        }
        Path file = Files.write(folder.resolve("wecom.csv"), lines);
        CapturedConsole captured = new CapturedConsole();

        int exitCode = Touchline.run(
                captured.console(),
                "lift",
                file.toString(),
                "--arm",
                "wecom",
                "--control",
                "not",
                "--outcome",
                "net",
                "--covariate",
                "net_last_year",
                "--self-selected");

        assertThat(exitCode).isZero();
        assertThat(captured.out())
                .containsPattern(
                        "added, plain: association, not an effect: 3\\.[789]. times the control's mean; before it was"
                                + " 3\\.[6789]. times already, (0\\.9.|1\\.0.) times is what is left")
                .doesNotContain("incremental")
                .doesNotContain("raised");
    }
}
