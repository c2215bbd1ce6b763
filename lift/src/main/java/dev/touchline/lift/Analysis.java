package dev.touchline.lift;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A trial with its question asked: each treated arm against one control, plain and, where there is a covariate, adjusted. The
 * intervals are for one arm at a time; they are not widened because there are several.
 *
 * @param trial the arms
 * @param control key of the control
 * @param cuped the adjustment; empty without a covariate that varies
 */
public record Analysis(Trial trial, String control, Optional<Cuped> cuped) {
    /**
     * The analysis.
     *
     * @throws IllegalArgumentException if there is no control, or nothing to compare it with
     */
    public static Analysis of(Trial trial, String control) {
        if (!trial.arms().containsKey(control)) {
            throw new IllegalArgumentException(
                    control + " (expected: one of the arms " + trial.arms().keySet() + ")");
        }
        if (trial.arms().size() < 2) {
            throw new IllegalArgumentException("only the arm " + control + " (expected: another one to compare)");
        }
        return new Analysis(trial, control, Cuped.of(trial.arms().values()));
    }

    /** One for each treated arm and method, in the order of the arms. */
    public List<Comparison> comparisons() {
        List<Comparison> comparisons = new ArrayList<>();
        Moments base = trial.arm(control);
        trial.arms().forEach((arm, moments) -> {
            if (!arm.equals(control)) {
                comparisons.add(Comparison.plain(arm, moments, base));
                cuped.ifPresent(by -> comparisons.add(Comparison.adjusted(arm, moments, base, by)));
            }
        });
        return comparisons;
    }

    /** What was between an arm and the control before; empty without a covariate that varies. */
    public Optional<Before> before(String arm) {
        return cuped.map(by -> Before.of(trial.arm(arm), trial.arm(control)));
    }

    /** Why a comparison may be worse than it looks. */
    public static Set<Warning> warnings(Comparison comparison) {
        Set<Warning> warnings = EnumSet.noneOf(Warning.class);
        for (Moments side : List.of(comparison.treated(), comparison.control())) {
            if (side.counts().units() < 2) {
                warnings.add(Warning.TOO_FEW_UNITS);
            }
            if (side.counts().buyers() < Warning.MIN_BUYERS) {
                warnings.add(Warning.FEW_BUYERS);
            }
            if (side.effectiveUnits() < Warning.MIN_UNITS) {
                warnings.add(Warning.FEW_CLUSTERS);
            }
        }
        if (comparison.difference().isEmpty() && !warnings.contains(Warning.TOO_FEW_UNITS)) {
            warnings.add(Warning.NO_VARIATION);
        }
        if (comparison.difference().isPresent() && comparison.lift().isEmpty()) {
            warnings.add(Warning.NO_BASE);
        }
        return warnings;
    }
}
