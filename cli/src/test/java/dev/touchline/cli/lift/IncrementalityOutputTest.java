package dev.touchline.cli.lift;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.touchline.attribution.v1.ArmComparison;
import dev.touchline.attribution.v1.ArmFigures;
import dev.touchline.attribution.v1.CampaignIncrementality;
import dev.touchline.attribution.v1.CheckStatus;
import dev.touchline.attribution.v1.ConfidenceInterval;
import dev.touchline.attribution.v1.GetIncrementalityResponse;
import dev.touchline.attribution.v1.IncrementalityCheck;
import dev.touchline.attribution.v1.IncrementalityMethod;
import dev.touchline.attribution.v1.IncrementalityState;
import dev.touchline.attribution.v1.IncrementalityVerdict;
import dev.touchline.attribution.v1.Population;
import dev.touchline.attribution.v1.PopulationIncrementality;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How results of the services are printed: in major units, each cell under its column, nothing where nothing is defined. */
class IncrementalityOutputTest {
    private static final GetIncrementalityResponse ANSWER = GetIncrementalityResponse.newBuilder()
            .addCampaigns(CampaignIncrementality.newBuilder()
                    .setCampaign("recall")
                    .setName("召回")
                    .setCurrencyCode("CNY")
                    .setState(IncrementalityState.INCREMENTALITY_STATE_COMPARED)
                    .setSentence("all assigned, reached or not")
                    .addPopulations(population())
                    .addChecks(IncrementalityCheck.newBuilder()
                            .setCode("merged")
                            .setStatus(CheckStatus.CHECK_STATUS_FLAGGED)
                            .setSentence("2 persons are in both arms")))
            .addCampaigns(CampaignIncrementality.newBuilder()
                    .setCampaign("open")
                    .setCurrencyCode("CNY")
                    .setState(IncrementalityState.INCREMENTALITY_STATE_NO_CONTROL)
                    .setSentence("no control: nobody is held out, nothing can be said"))
            .setRemark("Increments of campaigns do not add up.")
            .build();

    private static PopulationIncrementality.Builder population() {
        return PopulationIncrementality.newBuilder()
                .setPopulation(Population.POPULATION_ALL)
                .setTreated(ArmFigures.newBuilder().setN(4_000).setBuyers(400).setTouched(3_000))
                .setControl(ArmFigures.newBuilder().setN(1_000).setBuyers(80))
                .addComparisons(ArmComparison.newBuilder()
                        .setMethod(IncrementalityMethod.INCREMENTALITY_METHOD_PLAIN)
                        .setTreatedMeanMinor(1_250)
                        .setControlMeanMinor(1_000)
                        .setDifferenceMinor(250)
                        .setDifferenceIntervalMinor(interval(50, 450))
                        .setP(0.0123)
                        .setIncrementalMinor(1_000_000)
                        .setIncrementalIntervalMinor(interval(200_000, 1_800_000))
                        .setVerdict(IncrementalityVerdict.INCREMENTALITY_VERDICT_RAISED));
    }

    private static ConfidenceInterval interval(double low, double high) {
        return ConfidenceInterval.newBuilder().setLow(low).setHigh(high).build();
    }

    @Test
    void csv_hasEachFigureUnderItsColumn() {
        List<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(IncrementalityCsv.of(ANSWER)).stream()
                .toList();

        assertThat(rows).hasSize(2);
        NamedCsvRecord recall = rows.get(0);
        assertThat(recall.getHeader()).isEqualTo(IncrementalityCsv.COLUMNS);
        assertThat(recall.getField("method")).isEqualTo("plain");
        assertThat(recall.getField("treated_n")).isEqualTo("4000");
        assertThat(recall.getField("control_touched")).isEqualTo("0");
        assertThat(recall.getField("treated_mean")).isEqualTo("12.5");
        assertThat(recall.getField("ci_high")).isEqualTo("4.5");
        assertThat(recall.getField("p")).isEqualTo("0.0123");
        assertThat(recall.getField("lift")).isEmpty();
        assertThat(recall.getField("incremental_ci_low")).isEqualTo("2000");
        assertThat(recall.getField("verdict")).isEqualTo("raised");
        assertThat(recall.getField("flags")).isEqualTo("merged");
        assertThat(rows.get(1).getField("state")).isEqualTo("no-control");
        assertThat(rows.get(1).getField("incremental")).isEmpty();
    }

    @Test
    void text_saysWhatMayBeSaidAndWhatWasChecked() {
        assertThat(IncrementalityText.of(ANSWER, 0.05))
                .contains(
                        "treated, plain: raised; incremental 10,000.00 (2,000.00 to 18,000.00)\n",
                        "  flagged     merged: 2 persons are in both arms\n",
                        "no control: nobody is held out, nothing can be said\n")
                .endsWith("Increments of campaigns do not add up.\n");
    }
}
