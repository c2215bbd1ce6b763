package dev.touchline.lift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lifts, verdicts, needed numbers and checks. */
class AnalysisTest {
    /** Members of whom every tenth buys for {@code net}, and one more for each of the first {@code more}. */
    private static Moments buyers(int members, double net, int more) {
        double[] outcomes = new double[members];
        for (int i = 0; i < members; i++) {
            outcomes[i] = i % 10 == 0 || i % 10 == 1 && i / 10 < more ? net : 0;
        }
        return Trials.members(outcomes);
    }

    @Test
    void lift_isByTheDeltaMethod() {
        // sleep again: 2.33 / 0.75 - 1, by hand with numpy. Its base is not clearly above zero, so ask the rule itself.
        ArmMean treated = ArmMean.of(Trials.members(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4));
        ArmMean control = ArmMean.of(Trials.members(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0));

        assertThat(RelativeLift.of(treated, control, Welch.of(treated, control).orElseThrow()))
                .isEmpty();

        ArmMean surer = new ArmMean(control.mean(), control.variance() / 100, control.units());
        RelativeLift lift = RelativeLift.of(
                        treated, surer, Welch.of(treated, surer).orElseThrow())
                .orElseThrow();
        double ratio = 2.33 / 0.75;
        assertThat(lift.value()).isCloseTo(2.106666666666666, within(1e-12));
        assertThat(lift.standardError())
                .isCloseTo(Math.sqrt(treated.variance() + ratio * ratio * surer.variance()) / 0.75, within(1e-12));
    }

    @Test
    void delta_isAsTheFullErrorByHand() {
        // numpy: sqrt(v_T + R^2 v_C) / mean_C of the sleep data
        double treated = 4.009 / 10;
        double control = 3.200555555555556 / 10;
        double ratio = 2.33 / 0.75;
        assertThat(Math.sqrt(treated + ratio * ratio * control) / 0.75).isCloseTo(2.490828358971086, within(1e-12));
    }

    @Test
    void clearDifference_isRaisedOrLowered() {
        Moments many = buyers(10_000, 100, 400);
        Moments few = buyers(10_000, 100, 0);

        assertThat(Trials.plain(many, few).verdict(0.05)).isEqualTo(Verdict.RAISED);
        assertThat(Trials.plain(few, many).verdict(0.05)).isEqualTo(Verdict.LOWERED);
    }

    @Test
    void unclearDifference_isNotFoundOrNeedsMore() {
        Comparison small = Trials.plain(buyers(1_000, 100, 3), buyers(500, 100, 0));

        assertThat(small.verdict(0.05)).isEqualTo(Verdict.NOT_ENOUGH_DATA);
        // The lift that is found 4 times of 5 is about 49 %: at 5 % it needs about 95 times as many.
        double lift = small.detectableLift().orElseThrow();
        assertThat(lift).isBetween(0.4, 0.6);
        assertThat(small.neededTreated(0.05).orElseThrow()).isEqualTo((long) Math.ceil(1_000 * lift * lift / 0.0025));
        assertThat(small.neededControl(0.05).orElseThrow()).isEqualTo((long) Math.ceil(500 * lift * lift / 0.0025));
        assertThat(small.verdict(0.7)).isEqualTo(Verdict.NOT_FOUND);
    }

    @Test
    void neededNumber_isEnough() {
        Comparison small = Trials.plain(buyers(1_000, 100, 0), buyers(1_000, 100, 0));
        int needed = (int) small.neededTreated(0.10).orElseThrow() / 10 * 10 + 10;
        Comparison large = Trials.plain(buyers(needed, 100, 0), buyers(needed, 100, 0));

        assertThat(large.detectableLift().orElseThrow()).isCloseTo(0.10, within(0.001));
    }

    @Test
    void fewBuyers_areWarnedOf() {
        Comparison few = Trials.plain(buyers(1_000, 100, 0), buyers(290, 100, 0));
        Comparison enough = Trials.plain(buyers(1_000, 100, 0), buyers(Warning.MIN_BUYERS * 10, 100, 0));

        assertThat(Analysis.warnings(few)).containsExactly(Warning.FEW_BUYERS);
        assertThat(Analysis.warnings(enough)).isEmpty();
    }

    @Test
    void nothingBoughtByTheControl_givesNoLift() {
        Comparison comparison = Trials.plain(buyers(1_000, 100, 0), Trials.members(new double[500]));

        assertThat(comparison.difference()).isPresent();
        assertThat(comparison.lift()).isEmpty();
        assertThat(comparison.detectableLift()).isEmpty();
        assertThat(Analysis.warnings(comparison)).contains(Warning.NO_BASE);
    }

    @Test
    void covariateThatDoesNotVary_adjustsNothing() {
        Analysis analysis = Analysis.of(Trials.of(buyers(100, 10, 1), buyers(100, 10, 0)), "control");

        assertThat(analysis.cuped()).isEmpty();
        assertThat(analysis.comparisons()).hasSize(1);
    }

    @Test
    void covariateThatExplainsAll_leavesTheEffect() {
        double[] x = {1, 5, 2, 8, 0, 3};
        double[] y = {11, 15, 12, 18, 10, 13};
        Analysis analysis = Analysis.of(
                Trials.of(Trials.members(y, x), Trials.members(new double[] {6, 3, 9, 20}, new double[] {6, 3, 9, 20})),
                "control");
        Comparison adjusted = analysis.comparisons().get(1);

        assertThat(analysis.cuped().orElseThrow().theta()).isCloseTo(1, within(1e-12));
        assertThat(adjusted.mean() - adjusted.controlMean()).isCloseTo(10, within(1e-12));
    }

    @Test
    void severalArms_areEachComparedWithTheControl() {
        Trial trial = Trial.of(Map.of("a", buyers(100, 10, 5), "b", buyers(100, 10, 2), "none", buyers(100, 10, 0)));

        assertThat(Analysis.of(trial, "none").comparisons())
                .extracting(Comparison::arm)
                .containsExactly("a", "b");
    }

    @Test
    void unknownControl_namesTheArms() {
        Trial trial = Trials.of(buyers(100, 10, 5), buyers(100, 10, 2));

        assertThatThrownBy(() -> Analysis.of(trial, "holdout"))
                .hasMessage("holdout (expected: one of the arms [control, treated])");
    }

    @Test
    void sampleRatio_isAsOfAnotherLibrary() {
        // scipy.stats.chisquare([5000, 4700]), ([700, 500, 300], [750, 450, 300]), ([60000, 40000])
        SampleRatio even = SampleRatio.of(
                Trials.of(buyers(5000, 1, 0), buyers(4700, 1, 0)), Map.of("treated", 1.0, "control", 1.0));
        assertThat(even.chiSquare()).isCloseTo(9.278350515463918, within(1e-11));
        assertThat(even.p()).isCloseTo(0.002318781454334581, within(1e-13));
        assertThat(even.flagged()).isFalse();

        SampleRatio three = SampleRatio.of(
                Trial.of(Map.of("a", buyers(700, 1, 0), "b", buyers(500, 1, 0), "c", buyers(300, 1, 0))),
                Map.of("a", 50.0, "b", 30.0, "c", 20.0));
        assertThat(three.degreesOfFreedom()).isEqualTo(2);
        assertThat(three.p()).isCloseTo(0.011743628457021359, within(1e-13));

        SampleRatio lost = SampleRatio.of(
                Trials.of(buyers(60_000, 1, 0), buyers(40_000, 1, 0)), Map.of("treated", 1.0, "control", 1.0));
        assertThat(lost.flagged()).isTrue();
    }

    @Test
    void weightsThatDoNotMatchTheArms_areRefused() {
        Trial trial = Trials.of(buyers(100, 10, 5), buyers(100, 10, 2));

        assertThatThrownBy(() -> SampleRatio.of(trial, Map.of("treated", 1.0, "holdout", 1.0)))
                .hasMessageContaining("[control, treated]");
        assertThatThrownBy(() -> SampleRatio.of(trial, Map.of("treated", 1.0, "control", 0.0)))
                .hasMessageContaining("above 0");
    }

    @Test
    void differenceBefore_isFlagged() {
        double[] x = new double[200];
        double[] more = new double[200];
        for (int i = 0; i < x.length; i++) {
            x[i] = i % 7;
            more[i] = i % 7 + 1;
        }
        Analysis unequal = Analysis.of(Trials.of(Trials.members(more, more), Trials.members(x, x)), "control");
        Analysis equal = Analysis.of(Trials.of(Trials.members(x, x), Trials.members(x, x)), "control");

        assertThat(unequal.before("treated").orElseThrow().flagged()).isTrue();
        assertThat(equal.before("treated").orElseThrow().flagged()).isFalse();
    }
}
