package dev.touchline.cli.lift;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.lift.Result.Setting;
import dev.touchline.lift.Analysis;
import dev.touchline.lift.SampleRatio;
import dev.touchline.lift.Trial;
import dev.touchline.lift.TrialBuilder;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Reads a trial file once, and once more if persons are in several arms. */
final class Reading {
    private final TrialFile file;
    private final Setting setting;
    private final String control;
    private final Map<String, Double> expected;

    Reading(TrialFile file, Setting setting, String control, Map<String, Double> expected) {
        this.file = file;
        this.setting = setting;
        this.control = control;
        this.expected = expected;
    }

    Result read() {
        Columns columns = setting.columns();
        TrialBuilder all = new TrialBuilder();
        TrialBuilder pure = new TrialBuilder();
        Units units = new Units();
        file.forEach(person -> {
            add(all, person);
            if (!columns.touched().isEmpty() && person.touched() != person.arm().equals(control)) {
                add(pure, person);
            }
            if (!columns.unit().isEmpty()) {
                units.add(person.unit(), person.arm());
            }
        });
        Map<Population, Analysis> analyses = new EnumMap<>(Population.class);
        Trial trial = all.build();
        analyses.put(Population.ALL, analysis(trial));
        if (units.merged() > 0) {
            TrialBuilder certain = new TrialBuilder();
            file.forEach(person -> {
                if (!units.inSeveralArms(person.unit())) {
                    add(certain, person);
                }
            });
            repeat(analyses, Population.WITHOUT_MERGED, certain.build());
        }
        if (!columns.touched().isEmpty()) {
            repeat(analyses, Population.WITHOUT_CONTAMINATED, pure.build());
        }
        return new Result(analyses, setting, sampleRatio(trial), units.merged(), units.repeated());
    }

    private static void add(TrialBuilder builder, Person person) {
        if (person.cluster().isEmpty()) {
            builder.add(person.arm(), person.touched(), person.outcome(), person.covariate());
        } else {
            builder.addTo(person.cluster(), person.arm(), person.touched(), person.outcome(), person.covariate());
        }
    }

    private Analysis analysis(Trial trial) {
        try {
            return Analysis.of(trial, control);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "--control: " + e.getMessage(), e);
        }
    }

    /** The result repeated without some; nothing if they are nobody, or if an arm has nobody else. */
    private void repeat(Map<Population, Analysis> analyses, Population population, Trial trial) {
        Trial all = analyses.get(Population.ALL).trial();
        if (!trial.equals(all) && trial.arms().keySet().equals(all.arms().keySet())) {
            analyses.put(population, Analysis.of(trial, control));
        }
    }

    private Optional<SampleRatio> sampleRatio(Trial trial) {
        try {
            return expected.isEmpty() ? Optional.empty() : Optional.of(SampleRatio.of(trial, expected));
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "--expect: " + e.getMessage(), e);
        }
    }
}
