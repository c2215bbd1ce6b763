package dev.touchline.lift;

import java.util.Map;

/** Small trials for tests. */
final class Trials {
    private Trials() {}

    static Moments members(double[] outcomes, double[] covariates) {
        TrialBuilder builder = new TrialBuilder();
        for (int i = 0; i < outcomes.length; i++) {
            builder.add("arm", false, outcomes[i], covariates[i]);
        }
        return builder.build().arm("arm");
    }

    static Moments members(double... outcomes) {
        return members(outcomes, new double[outcomes.length]);
    }

    static Trial of(Moments treated, Moments control) {
        return Trial.of(Map.of("treated", treated, "control", control));
    }

    static Comparison plain(Moments treated, Moments control) {
        return Comparison.plain("treated", treated, control);
    }
}
