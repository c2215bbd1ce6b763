package dev.touchline.cli.lift;

import dev.touchline.lift.Analysis;
import dev.touchline.lift.SampleRatio;
import java.util.Map;
import java.util.Optional;

/**
 * What the file says.
 *
 * @param analyses one for each population that there is; ALL always
 * @param setting what was asked
 * @param sampleRatio empty: not checked
 * @param merged persons who are in several arms
 * @param repeated rows of a person who was in the same arm before
 */
record Result(
        Map<Population, Analysis> analyses,
        Setting setting,
        Optional<SampleRatio> sampleRatio,
        long merged,
        long repeated) {

    Analysis all() {
        return analyses.get(Population.ALL);
    }

    /** Whether a population's differences may be called an effect: only between arms that were drawn. */
    boolean isEffect(Population population) {
        return !setting.observational() && population != Population.WITHOUT_CONTAMINATED;
    }

    /**
     * What was asked.
     *
     * @param columns what the file holds
     * @param worthFinding the smallest lift that matters, as a part: 0.05
     * @param observational whether people chose their group
     */
    record Setting(Columns columns, double worthFinding, boolean observational) {}
}
