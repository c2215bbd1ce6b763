package dev.touchline.attribution.incrementality;

import dev.touchline.attribution.v1.Population;
import dev.touchline.lift.Analysis;
import dev.touchline.lift.Trial;
import dev.touchline.lift.TrialBuilder;
import java.util.Optional;

/** A population with its arms, filled unit by unit. Money in minor units. */
final class Group {

    static final String TREATED = "treated";
    static final String CONTROL = "control";

    private final Population population;
    private final TrialBuilder builder = new TrialBuilder();
    private final Totals treated = new Totals();
    private final Totals control = new Totals();
    private long least = Long.MAX_VALUE;
    private long greatest = Long.MIN_VALUE;

    /** What an arm bought, exactly. */
    static final class Totals {
        private long net;
        private long before;

        long net() {
            return net;
        }

        long before() {
            return before;
        }
    }

    Group(Population population) {
        this.population = population;
    }

    void add(boolean isControl, boolean touched, long net, long before) {
        builder.add(isControl ? CONTROL : TREATED, touched, net, before);
        Totals totals = isControl ? control : treated;
        totals.net += net;
        totals.before += before;
        least = Math.min(least, before);
        greatest = Math.max(greatest, before);
    }

    Population population() {
        return population;
    }

    Trial trial() {
        return builder.build();
    }

    /** Both arms compared; empty if one has nobody. */
    Optional<Analysis> analysis() {
        Trial trial = trial();
        return trial.arms().size() == 2 ? Optional.of(Analysis.of(trial, CONTROL)) : Optional.empty();
    }

    Totals totals(String arm) {
        return arm.equals(CONTROL) ? control : treated;
    }

    /** The least net before; 0 if nobody is in it. */
    long least() {
        return least > greatest ? 0 : least;
    }

    /** The greatest net before; 0 if nobody is in it. */
    long greatest() {
        return least > greatest ? 0 : greatest;
    }
}
