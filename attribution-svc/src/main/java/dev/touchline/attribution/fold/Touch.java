package dev.touchline.attribution.fold;

import java.time.Instant;
import java.util.Map;

/**
 * One attempt to reach one member for one campaign over one channel (触达).
 *
 * @param campaign campaign key; empty: a guide's own message, which earns nothing
 * @param store store on whose behalf; empty: none
 * @param stages when each stage happened, as far as known
 * @param coupon coupon id; empty: none
 * @param redeemedOn the order on which the coupon was redeemed; null: not reported
 * @param expiresAt first instant at which the coupon is worth nothing; null: never
 * @param guide guide who executes it; empty: none
 * @param byCloudGuide whether that is a cloud guide, who does it for the store
 */
public record Touch(
        long id,
        TouchKey key,
        String campaign,
        Channel channel,
        long member,
        String store,
        Map<Stage, Instant> stages,
        String coupon,
        DocumentKey redeemedOn,
        Instant expiresAt,
        String guide,
        boolean byCloudGuide) {
    /** A touch that no guide executes. */
    public Touch(
            long id,
            TouchKey key,
            String campaign,
            Channel channel,
            long member,
            String store,
            Map<Stage, Instant> stages,
            String coupon,
            DocumentKey redeemedOn,
            Instant expiresAt) {
        this(id, key, campaign, channel, member, store, stages, coupon, redeemedOn, expiresAt, "", false);
    }

    /** When that stage happened; null: never. */
    Instant at(Stage stage) {
        return stages.get(stage);
    }
}
