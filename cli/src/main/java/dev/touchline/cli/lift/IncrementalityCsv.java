package dev.touchline.cli.lift;

import com.google.protobuf.Timestamp;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.touchline.attribution.v1.ArmComparison;
import dev.touchline.attribution.v1.CampaignIncrementality;
import dev.touchline.attribution.v1.ConfidenceInterval;
import dev.touchline.attribution.v1.GetIncrementalityResponse;
import dev.touchline.attribution.v1.PopulationIncrementality;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Results as CSV: a row for each campaign, population and method; a campaign that cannot be compared has one. Major units. */
final class IncrementalityCsv {
    static final List<String> COLUMNS =
            List.of(("campaign name brand purpose start end currency unit state population method treated_n control_n"
                            + " treated_buyers control_buyers treated_touched control_touched treated_mean control_mean"
                            + " difference standard_error degrees_of_freedom ci_low ci_high p lift lift_standard_error"
                            + " lift_ci_low lift_ci_high incremental incremental_ci_low incremental_ci_high detectable"
                            + " detectable_lift verdict needed_n needed_control_n flags")
                    .split(" "));

    private IncrementalityCsv() {}

    static String of(GetIncrementalityResponse answer) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            csv.writeRecord(COLUMNS);
            for (CampaignIncrementality campaign : answer.getCampaignsList()) {
                rows(campaign).forEach(csv::writeRecord);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static List<List<String>> rows(CampaignIncrementality campaign) {
        List<List<String>> rows = new ArrayList<>();
        for (PopulationIncrementality population : campaign.getPopulationsList()) {
            if (population.getComparisonsCount() == 0) {
                rows.add(row(campaign, population, null));
            }
            population.getComparisonsList().forEach(each -> rows.add(row(campaign, population, each)));
        }
        if (rows.isEmpty()) {
            rows.add(row(campaign, null, null));
        }
        return rows;
    }

    private static List<String> row(
            CampaignIncrementality campaign, PopulationIncrementality population, ArmComparison comparison) {
        List<String> cells = new ArrayList<>(List.of(
                campaign.getCampaign(),
                campaign.getName(),
                campaign.getBrand(),
                campaign.getPurpose(),
                day(campaign.getStart()),
                day(campaign.getEnd()),
                campaign.getCurrencyCode(),
                IncrementalityWords.unit(campaign.getUnit()),
                IncrementalityWords.word(campaign.getState(), "INCREMENTALITY_STATE_")));
        if (population != null) {
            population(cells, campaign, population);
        }
        if (comparison != null) {
            comparison(cells, new MajorUnits(campaign.getCurrencyCode()), comparison);
        }
        while (cells.size() < COLUMNS.size() - 1) {
            cells.add("");
        }
        cells.add(IncrementalityWords.flags(campaign, population));
        return cells;
    }

    private static void population(
            List<String> cells, CampaignIncrementality campaign, PopulationIncrementality population) {
        boolean known = IncrementalityWords.touchedIsKnown(campaign);
        cells.add(IncrementalityWords.word(population.getPopulation(), "POPULATION_"));
        cells.add(""); // the method, if there is a comparison
        cells.add(Long.toString(population.getTreated().getN()));
        cells.add(Long.toString(population.getControl().getN()));
        cells.add(Long.toString(population.getTreated().getBuyers()));
        cells.add(Long.toString(population.getControl().getBuyers()));
        cells.add(known ? Long.toString(population.getTreated().getTouched()) : "");
        cells.add(known ? Long.toString(population.getControl().getTouched()) : "");
    }

    private static void comparison(List<String> cells, MajorUnits money, ArmComparison c) {
        cells.set(COLUMNS.indexOf("method"), IncrementalityWords.word(c.getMethod(), "INCREMENTALITY_METHOD_"));
        cells.add(money.exact(c.getTreatedMeanMinor()));
        cells.add(money.exact(c.getControlMeanMinor()));
        cells.add(money.exact(c.getDifferenceMinor()));
        cells.add(c.hasStandardErrorMinor() ? money.exact(c.getStandardErrorMinor()) : "");
        cells.add(c.hasDegreesOfFreedom() ? Figures.exact(c.getDegreesOfFreedom()) : "");
        money(cells, money, c.hasDifferenceIntervalMinor(), c.getDifferenceIntervalMinor());
        cells.add(c.hasP() ? Figures.exact(c.getP()) : "");
        cells.add(c.hasLift() ? Figures.exact(c.getLift()) : "");
        cells.add(c.hasLiftStandardError() ? Figures.exact(c.getLiftStandardError()) : "");
        cells.add(c.hasLiftInterval() ? Figures.exact(c.getLiftInterval().getLow()) : "");
        cells.add(c.hasLiftInterval() ? Figures.exact(c.getLiftInterval().getHigh()) : "");
        cells.add(money.exact(c.getIncrementalMinor()));
        money(cells, money, c.hasIncrementalIntervalMinor(), c.getIncrementalIntervalMinor());
        cells.add(c.hasDetectableMinor() ? money.exact(c.getDetectableMinor()) : "");
        cells.add(c.hasDetectableLift() ? Figures.exact(c.getDetectableLift()) : "");
        cells.add(IncrementalityWords.word(c.getVerdict(), "INCREMENTALITY_VERDICT_"));
        cells.add(c.hasNeededTreated() ? Long.toString(c.getNeededTreated()) : "");
        cells.add(c.hasNeededControl() ? Long.toString(c.getNeededControl()) : "");
    }

    private static void money(List<String> cells, MajorUnits money, boolean present, ConfidenceInterval interval) {
        cells.add(present ? money.exact(interval.getLow()) : "");
        cells.add(present ? money.exact(interval.getHigh()) : "");
    }

    private static String day(Timestamp instant) {
        return Instant.ofEpochSecond(instant.getSeconds(), instant.getNanos()).toString();
    }
}
