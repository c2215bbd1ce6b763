package dev.touchline.attribution.fold;

import java.time.Instant;

/**
 * One touch before one order and brand: everything that the rules may look at.
 *
 * @param campaign null: none, or not known yet
 * @param control whether the person is held out of the campaign
 * @param redeemed whether this touch's coupon was redeemed on this order
 */
record Hearing(
        Reached reached,
        Campaign campaign,
        boolean control,
        boolean redeemed,
        Instant paidAt,
        String brand,
        Policy policy) {
    Touch touch() {
        return reached.touch();
    }

    /** First instant that no longer counts. */
    Instant windowEnd() {
        ChannelRule rule = policy.ruleOf(touch());
        if (rule.window() == null) {
            return campaign.end();
        }
        Instant end = reached.at().plus(rule.window());
        return end.isBefore(campaign.end()) ? end : campaign.end();
    }

    /** Whether an end of the touch came before it could count: it never reached, or it ended by the payment. */
    boolean endedBefore(Instant end) {
        return end != null && (reached.at() == null || !end.isAfter(paidAt));
    }

    /**
     * Whether a failure made the touch void before it could count. One that was reported before the receiving side proved
     * that a later attempt had reached says nothing against it.
     */
    boolean failedBefore() {
        Instant failed = touch().at(Stage.FAILED);
        return endedBefore(failed) && (reached.at() == null || !failed.isBefore(reached.at()));
    }

    /** When the touch or its campaign was cancelled, the earlier of the two; one of them was. */
    Instant cancelledAt() {
        Instant ofTouch = touch().at(Stage.CANCELLED);
        Instant ofCampaign = campaign.cancelledAt();
        if (ofTouch == null || ofCampaign == null) {
            return ofTouch == null ? ofCampaign : ofTouch;
        }
        return ofTouch.isBefore(ofCampaign) ? ofTouch : ofCampaign;
    }
}
