package dev.touchline.attribution.incrementality;

import dev.touchline.kit.error.Rejection;
import dev.touchline.type.v1.ErrorReason;
import java.time.Clock;
import java.time.Instant;

/**
 * What is asked about one campaign, and how much it may cost.
 *
 * @param campaign the campaign
 * @param currency currency of the net
 * @param contact who was touched
 * @param until when reading ends
 * @param maxUnits the most units that are read
 */
record Question(Drawn campaign, String currency, Contact contact, Instant until, int maxUnits) {

    /** Raises RESOURCE_EXHAUSTED when the time is up or there are too many units. */
    void holdToLimits(Clock clock, int units) {
        if (units > maxUnits) {
            throw Rejection.exhausted(
                    ErrorReason.ERROR_REASON_BATCH_TOO_LARGE,
                    "units of campaign " + campaign.key(),
                    "more than " + maxUnits,
                    "at most " + maxUnits + ", touchline.incrementality.max-units");
        }
        if (clock.instant().isAfter(until)) {
            throw late(campaign.key());
        }
    }

    static Rejection late(String campaign) {
        return Rejection.exhausted(
                ErrorReason.ERROR_REASON_BATCH_TOO_LARGE,
                "time to read campaign " + campaign,
                "used up",
                "less, touchline.incrementality.deadline");
    }
}
