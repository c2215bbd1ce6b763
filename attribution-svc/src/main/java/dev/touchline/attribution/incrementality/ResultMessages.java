package dev.touchline.attribution.incrementality;

import static dev.touchline.kit.time.ProtoTime.timestamp;

import dev.touchline.attribution.v1.ArmComparison;
import dev.touchline.attribution.v1.ArmFigures;
import dev.touchline.attribution.v1.CampaignIncrementality;
import dev.touchline.attribution.v1.ConfidenceInterval;
import dev.touchline.attribution.v1.IncrementalityMethod;
import dev.touchline.attribution.v1.IncrementalityState;
import dev.touchline.attribution.v1.IncrementalityVerdict;
import dev.touchline.attribution.v1.Population;
import dev.touchline.attribution.v1.PopulationIncrementality;
import dev.touchline.lift.Comparison;
import dev.touchline.lift.Counts;
import dev.touchline.lift.Interval;
import dev.touchline.lift.RelativeLift;
import dev.touchline.lift.Verdict;
import dev.touchline.lift.Welch;

/** Results as the contract says them. */
final class ResultMessages {

    private ResultMessages() {}

    static CampaignIncrementality of(Result result) {
        IncrementalityState state = result.state();
        CampaignIncrementality.Builder message =
                head(result.campaign(), result.currency()).setState(state).setSentence(sentence(result, state));
        if (state == IncrementalityState.INCREMENTALITY_STATE_COMPARED) {
            result.groups().forEach(group -> message.addPopulations(population(group, result.worthFinding())));
            result.all().analysis().ifPresent(analysis -> message.addAllChecks(Checks.of(result, analysis)));
        }
        return message.build();
    }

    /** What is said of a campaign that cannot be compared within bounds. */
    static CampaignIncrementality tooLarge(Drawn campaign, String currency, String why) {
        return head(campaign, currency)
                .setState(IncrementalityState.INCREMENTALITY_STATE_TOO_LARGE)
                .setSentence("not compared: " + why)
                .build();
    }

    private static CampaignIncrementality.Builder head(Drawn campaign, String currency) {
        return CampaignIncrementality.newBuilder()
                .setCampaign(campaign.key())
                .setName(campaign.campaign().getName())
                .setBrand(campaign.brand())
                .setPurpose(campaign.campaign().getPurpose())
                .setStart(timestamp(campaign.window().start()))
                .setEnd(timestamp(campaign.window().end()))
                .setBeforeStart(timestamp(campaign.before().start()))
                .setBeforeEnd(timestamp(campaign.before().end()))
                .setCurrencyCode(currency)
                .setUnit(campaign.campaign().getUnit());
    }

    private static String sentence(Result result, IncrementalityState state) {
        return switch (state) {
            case INCREMENTALITY_STATE_COMPARED ->
                (result.campaign().isGlobalHoldout()
                                ? "kept out of all marketing against the rest: the yearly number of the brand and season"
                                : "all assigned, reached or not")
                        + (result.running() ? "; the result so far" : "");
            case INCREMENTALITY_STATE_NOT_BEGUN -> "the campaign has not begun: nothing can be said yet";
            case INCREMENTALITY_STATE_NO_ARMS -> "no control: nobody was assigned to an arm, nothing can be said";
            case INCREMENTALITY_STATE_NO_CONTROL -> "no control: nobody is held out, nothing can be said";
            case INCREMENTALITY_STATE_NO_TREATED -> "everybody is held out: nothing can be said";
            case INCREMENTALITY_STATE_TOO_LARGE, INCREMENTALITY_STATE_UNSPECIFIED, UNRECOGNIZED -> "";
        };
    }

    private static PopulationIncrementality population(Group group, double worthFinding) {
        boolean tier = group.population() != Population.POPULATION_ALL
                && group.population() != Population.POPULATION_WITHOUT_MERGED;
        PopulationIncrementality.Builder message = PopulationIncrementality.newBuilder()
                .setPopulation(group.population())
                .setTreated(figures(group, Group.TREATED))
                .setControl(figures(group, Group.CONTROL))
                .setTierFromMinor(tier ? group.least() : 0)
                .setTierToMinor(tier ? group.greatest() : 0);
        group.analysis().ifPresent(analysis -> analysis.comparisons()
                .forEach(comparison -> message.addComparisons(comparison(comparison, worthFinding))));
        return message.build();
    }

    private static ArmFigures figures(Group group, String arm) {
        Counts counts = group.trial().arm(arm).counts();
        return ArmFigures.newBuilder()
                .setN(counts.people())
                .setBuyers(counts.buyers())
                .setTouched(counts.touched())
                .setNetMinor(group.totals(arm).net())
                .setBeforeNetMinor(group.totals(arm).before())
                .build();
    }

    private static ArmComparison comparison(Comparison comparison, double worthFinding) {
        Verdict verdict = comparison.verdict(worthFinding);
        ArmComparison.Builder message = ArmComparison.newBuilder()
                .setMethod(IncrementalityMethod.valueOf(
                        "INCREMENTALITY_METHOD_" + comparison.method().name()))
                .setTreatedMeanMinor(comparison.mean())
                .setControlMeanMinor(comparison.controlMean())
                .setDifferenceMinor(comparison.mean() - comparison.controlMean())
                .setIncrementalMinor(comparison.incremental())
                .setVerdict(IncrementalityVerdict.valueOf("INCREMENTALITY_VERDICT_" + verdict.name()));
        comparison.difference().ifPresent(welch -> difference(message, welch));
        comparison.incrementalInterval().ifPresent(range -> message.setIncrementalIntervalMinor(interval(range)));
        comparison.lift().ifPresent(lift -> lift(message, lift));
        comparison.detectableLift().ifPresent(message::setDetectableLift);
        if (verdict == Verdict.NOT_ENOUGH_DATA) {
            comparison.neededTreated(worthFinding).ifPresent(message::setNeededTreated);
            comparison.neededControl(worthFinding).ifPresent(message::setNeededControl);
        }
        return message.build();
    }

    private static void difference(ArmComparison.Builder message, Welch welch) {
        message.setStandardErrorMinor(welch.standardError())
                .setDegreesOfFreedom(welch.degreesOfFreedom())
                .setDifferenceIntervalMinor(interval(welch.interval()))
                .setP(welch.p())
                .setDetectableMinor(welch.detectable());
    }

    private static void lift(ArmComparison.Builder message, RelativeLift lift) {
        message.setLift(lift.value())
                .setLiftStandardError(lift.standardError())
                .setLiftInterval(interval(lift.interval()));
    }

    private static ConfidenceInterval interval(Interval interval) {
        return ConfidenceInterval.newBuilder()
                .setLow(interval.low())
                .setHigh(interval.high())
                .build();
    }
}
