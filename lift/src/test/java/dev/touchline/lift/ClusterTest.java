package dev.touchline.lift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Whole clusters that were drawn. */
class ClusterTest {
    private static TrialBuilder stores() {
        TrialBuilder builder = new TrialBuilder();
        add(builder, "treated", "A", 1, 2, 3);
        add(builder, "treated", "B", 4, 5);
        add(builder, "treated", "C", 0, 0, 9, 3);
        add(builder, "control", "D", 1, 1);
        add(builder, "control", "E", 2, 0, 0, 5, 1);
        add(builder, "control", "F", 3);
        add(builder, "control", "G", 0, 4, 2);
        return builder;
    }

    private static void add(TrialBuilder builder, String arm, String store, double... outcomes) {
        for (double outcome : outcomes) {
            builder.addTo(store, arm, false, outcome, 0);
        }
    }

    @Test
    void error_isTheSandwichOfARegressionOnTheArm() {
        // (X'X)^-1 Σ X_g'e_g e_g'X_g (X'X)^-1 computed with numpy, each arm's part times G / (G - 1): 3/2 and 4/3.
        Comparison comparison =
                Analysis.of(stores().build(), "control").comparisons().get(0);
        Welch welch = comparison.difference().orElseThrow();

        assertThat(welch.difference()).isCloseTo(1.272727272727273, within(1e-12));
        assertThat(welch.standardError()).isCloseTo(Math.sqrt(0.3863351774696627), within(1e-12));
        assertThat(welch.degreesOfFreedom()).isCloseTo(2.642055348620405, within(1e-11));
        assertThat(welch.p()).isCloseTo(0.14531823266298424, within(1e-11));
        assertThat(comparison.treated().counts()).isEqualTo(new Counts(3, 9, 7, 0));
        assertThat(comparison.incremental()).isCloseTo(9 * 1.272727272727273, within(1e-11));
        assertThat(comparison.treated().effectiveUnits()).isCloseTo(81.0 / 29, within(1e-12));
        assertThat(Analysis.warnings(comparison)).contains(Warning.FEW_CLUSTERS);
    }

    @Test
    void clusterInTwoArms_isRefused() {
        TrialBuilder builder = stores();

        assertThatThrownBy(() -> builder.addTo("A", "control", false, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cluster A is in arm control (expected: treated");
    }

    @Test
    void moreArmsThanTheLimit_areRefused() {
        TrialBuilder builder = new TrialBuilder();
        for (int i = 0; i < Trial.MAX_ARMS; i++) {
            builder.add("arm" + i, false, 1, 0);
        }
        builder.add("arm0", false, 2, 0);

        assertThat(builder.build().arms()).hasSize(Trial.MAX_ARMS);
        assertThatThrownBy(() -> builder.add("one more", false, 1, 0)).hasMessageContaining("at most");
        assertThatThrownBy(() -> builder.addTo("store", "another", false, 1, 0)).hasMessageContaining("at most");
    }

    @Test
    void outcomeOutOfRange_isRefused() {
        assertThatThrownBy(() -> new TrialBuilder().add("a", false, 1e16, 0)).hasMessageContaining("1e15");
        assertThatThrownBy(() -> new TrialBuilder().add("a", false, Double.NaN, 0))
                .hasMessageContaining("1e15");
    }
}
