package dev.touchline.cli.lift;

import dev.touchline.attribution.v1.CampaignIncrementality;
import dev.touchline.attribution.v1.CheckStatus;
import dev.touchline.attribution.v1.IncrementalityCheck;
import dev.touchline.attribution.v1.Population;
import dev.touchline.attribution.v1.PopulationIncrementality;
import dev.touchline.touch.v1.UnitOfAssignment;
import java.util.Locale;
import java.util.stream.Collectors;

/** Constants of the contract as the words that {@code touchline lift} uses. */
final class IncrementalityWords {
    private IncrementalityWords() {}

    /** {@code POPULATION_TIER_LOW} without {@code POPULATION_}: tier-low. */
    static String word(Enum<?> constant, String prefix) {
        String name = constant.name();
        return (name.startsWith(prefix) ? name.substring(prefix.length()) : name)
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }

    static String unit(UnitOfAssignment unit) {
        return unit == UnitOfAssignment.UNIT_OF_ASSIGNMENT_STORE ? "store" : "member";
    }

    static String status(CheckStatus status) {
        return word(status, "CHECK_STATUS_").replace('-', ' ');
    }

    /** What is flagged about the campaign as a whole, or about that population. */
    static String flags(CampaignIncrementality campaign, PopulationIncrementality population) {
        return campaign.getChecksList().stream()
                .filter(check -> check.getStatus() == CheckStatus.CHECK_STATUS_FLAGGED)
                .filter(check -> check.getPopulation() == Population.POPULATION_UNSPECIFIED
                        || population != null && check.getPopulation() == population.getPopulation())
                .map(IncrementalityCheck::getCode)
                .distinct()
                .collect(Collectors.joining(" "));
    }

    /** Whether it is known who was touched. */
    static boolean touchedIsKnown(CampaignIncrementality campaign) {
        return campaign.getChecksList().stream()
                .noneMatch(check -> check.getCode().equals("control-touched")
                        && check.getStatus() == CheckStatus.CHECK_STATUS_NOT_CHECKED);
    }
}
