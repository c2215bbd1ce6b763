package dev.touchline.attribution.fold;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * One row of the stage table: when a touch over a channel has reached its member, and for how long that counts.
 *
 * @param reachedBy stages that prove it; the earliest of them is the qualifying instant
 * @param failureDisproves whether a failure reported at any later time means that it never reached. So it is where the
 *     proof is only the sender's own word (sent, posted) and the platform knows better. Where the receiving side proved
 *     it (receipt, connection, check-in), a later failure makes the touch void from that instant on, and an earlier one says nothing
 * @param window how long after the qualifying instant an order may follow; null: until the campaign ends
 * @param strength precedence class of the channel, the strongest is 1; a redeemed coupon is stronger than any
 */
public record ChannelRule(Set<Stage> reachedBy, boolean failureDisproves, Duration window, int strength) {
    /** When the touch reached its member; null: never. */
    public Instant qualifyingInstant(Touch touch) {
        if (failureDisproves && touch.at(Stage.FAILED) != null) {
            return null;
        }
        Instant earliest = null;
        for (Stage stage : reachedBy) {
            Instant at = touch.at(stage);
            if (at != null && (earliest == null || at.isBefore(earliest))) {
                earliest = at;
            }
        }
        return earliest;
    }
}
