package dev.touchline.attribution.incrementality;

import dev.touchline.attribution.fold.Policy;
import dev.touchline.attribution.fold.Stage;
import dev.touchline.attribution.fold.Touch;
import java.time.Instant;
import java.util.Map;

/**
 * Who was touched in fact: by the campaign before its window closed; in a global holdout by any campaign that the brand's members
 * may meet, inside the window. A guide's own message is no campaign's.
 *
 * @param campaign the campaign that is asked about
 * @param all every campaign, by key
 * @param policy says which stage counts as reached
 */
record Contact(Drawn campaign, Map<String, Drawn> all, Policy policy) {

    boolean by(Touch touch) {
        Instant reached = policy.channels().get(touch.channel()).qualifyingInstant(touch);
        Instant cancelled = touch.stages().get(Stage.CANCELLED);
        if (reached == null || cancelled != null && !cancelled.isAfter(reached)) {
            return false;
        }
        Drawn.Window window = campaign.window();
        return reached.isBefore(window.end())
                && (campaign.isGlobalHoldout()
                        ? !reached.isBefore(window.start()) && isMarketing(touch.campaign())
                        : touch.campaign().equals(campaign.key()));
    }

    private boolean isMarketing(String key) {
        Drawn other = all.get(key);
        return other != null && campaign.meets(other);
    }
}
