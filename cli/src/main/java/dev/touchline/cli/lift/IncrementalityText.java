package dev.touchline.cli.lift;

import com.google.protobuf.Timestamp;
import dev.touchline.attribution.v1.ArmComparison;
import dev.touchline.attribution.v1.CampaignIncrementality;
import dev.touchline.attribution.v1.ConfidenceInterval;
import dev.touchline.attribution.v1.GetIncrementalityResponse;
import dev.touchline.attribution.v1.IncrementalityCheck;
import dev.touchline.attribution.v1.Population;
import dev.touchline.attribution.v1.PopulationIncrementality;
import dev.touchline.cli.report.TextTable;
import java.time.Instant;

/** Results for people: for each campaign a table, a sentence for each comparison, and the checks. */
final class IncrementalityText {
    private final StringBuilder text = new StringBuilder();
    private final double worthFinding;

    private IncrementalityText(double worthFinding) {
        this.worthFinding = worthFinding;
    }

    static String of(GetIncrementalityResponse answer, double worthFinding) {
        IncrementalityText text = new IncrementalityText(worthFinding);
        answer.getCampaignsList().forEach(text::campaign);
        if (answer.getCampaignsCount() == 0) {
            text.text.append("No campaign.\n");
        }
        return text.text.append(answer.getRemark()).append('\n').toString();
    }

    private void campaign(CampaignIncrementality campaign) {
        text.append(campaign.getCampaign())
                .append("  ")
                .append(campaign.getName())
                .append("  ")
                .append(day(campaign.getStart()))
                .append(" to ")
                .append(day(campaign.getEnd()))
                .append("  ")
                .append(campaign.getCurrencyCode())
                .append('\n')
                .append(campaign.getSentence())
                .append("\n\n");
        if (campaign.getPopulationsCount() == 0) {
            return;
        }
        MajorUnits money = new MajorUnits(campaign.getCurrencyCode());
        text.append(table(campaign, money)).append('\n');
        for (PopulationIncrementality population : campaign.getPopulationsList()) {
            for (ArmComparison comparison : population.getComparisonsList()) {
                text.append(name(population.getPopulation(), comparison))
                        .append(": ")
                        .append(said(comparison, money))
                        .append('\n');
            }
        }
        text.append("\nChecks\n");
        campaign.getChecksList().forEach(this::check);
        text.append('\n');
    }

    private void check(IncrementalityCheck check) {
        String about = check.getPopulation() == Population.POPULATION_UNSPECIFIED
                ? ""
                : " [" + IncrementalityWords.word(check.getPopulation(), "POPULATION_") + "]";
        text.append(String.format(
                "  %-12s%s%s: %s%n",
                IncrementalityWords.status(check.getStatus()), check.getCode(), about, check.getSentence()));
    }

    private static String table(CampaignIncrementality campaign, MajorUnits money) {
        TextTable table = new TextTable()
                .words("population")
                .words("arm")
                .words("method")
                .numbers("n")
                .numbers("buyers")
                .numbers("mean")
                .numbers("difference")
                .numbers("95 % interval")
                .numbers("lift")
                .numbers("95 % interval")
                .numbers("p");
        for (PopulationIncrementality population : campaign.getPopulationsList()) {
            String whom = IncrementalityWords.word(population.getPopulation(), "POPULATION_");
            String treated = Figures.count(population.getTreated().getN());
            String control = Figures.count(population.getControl().getN());
            if (population.getComparisonsCount() == 0) {
                table.row(whom, "control", "", control, "", "", "", "", "", "", "");
                table.row(whom, "treated", "", treated, "", "", "-", "-", "-", "-", "-");
            }
            for (ArmComparison c : population.getComparisonsList()) {
                String method = IncrementalityWords.word(c.getMethod(), "INCREMENTALITY_METHOD_");
                table.row(
                        whom,
                        "control",
                        method,
                        control,
                        Figures.count(population.getControl().getBuyers()),
                        money.amount(c.getControlMeanMinor()),
                        "",
                        "",
                        "",
                        "",
                        "");
                table.row(
                        whom,
                        "treated",
                        method,
                        treated,
                        Figures.count(population.getTreated().getBuyers()),
                        money.amount(c.getTreatedMeanMinor()),
                        money.amount(c.getDifferenceMinor()),
                        c.hasDifferenceIntervalMinor() ? amounts(money, c.getDifferenceIntervalMinor()) : "-",
                        c.hasLift() ? Figures.percent(c.getLift()) : "-",
                        c.hasLiftInterval()
                                ? Figures.percent(c.getLiftInterval().getLow()) + " to "
                                        + Figures.percent(c.getLiftInterval().getHigh())
                                : "-",
                        c.hasP() ? Figures.probability(c.getP()) : "-");
            }
        }
        return table.render();
    }

    private static String name(Population population, ArmComparison comparison) {
        String whom = population == Population.POPULATION_ALL
                ? ""
                : " (" + IncrementalityWords.word(population, "POPULATION_") + ")";
        return "treated" + whom + ", " + IncrementalityWords.word(comparison.getMethod(), "INCREMENTALITY_METHOD_");
    }

    private String said(ArmComparison c, MajorUnits money) {
        String worth = Figures.percent(worthFinding);
        String incremental = c.hasIncrementalIntervalMinor()
                ? "incremental " + money.amount(c.getIncrementalMinor()) + " ("
                        + amounts(money, c.getIncrementalIntervalMinor()) + ")"
                : "no interval";
        String seen = c.hasDetectableLift()
                ? "this trial finds " + Figures.percent(c.getDetectableLift()) + " or more"
                : "a relative lift is not defined";
        String needs = c.hasNeededTreated()
                ? "; needs n = " + Figures.count(c.getNeededTreated()) + " treated and "
                        + Figures.count(c.getNeededControl()) + " control"
                : "";
        return switch (c.getVerdict()) {
            case INCREMENTALITY_VERDICT_RAISED -> "raised; " + incremental;
            case INCREMENTALITY_VERDICT_LOWERED -> "lowered; " + incremental;
            case INCREMENTALITY_VERDICT_NOT_FOUND ->
                "no difference found, and a lift of " + worth + " would have been found four times out of five; "
                        + incremental;
            case INCREMENTALITY_VERDICT_NOT_ENOUGH_DATA ->
                "not enough data for a lift of " + worth + " (" + seen + ")" + needs + "; " + incremental;
            case INCREMENTALITY_VERDICT_UNSPECIFIED, UNRECOGNIZED -> "the service says what this command does not know";
        };
    }

    private static String amounts(MajorUnits money, ConfidenceInterval interval) {
        return money.amount(interval.getLow()) + " to " + money.amount(interval.getHigh());
    }

    private static String day(Timestamp instant) {
        return Instant.ofEpochSecond(instant.getSeconds(), instant.getNanos()).toString();
    }
}
