package dev.touchline.touch.journey;

import java.time.Instant;

/**
 * What a touch is: the same in every report of it.
 *
 * @param campaign campaign key; empty: a guide's own message
 * @param channel number of the contract's TouchChannel
 * @param guide guide key; empty: none
 * @param store store key; empty: none
 * @param coupon coupon id, which several touches may share; empty: none
 * @param messageClass number of the contract's MessageClass
 * @param cost minor units; null: unknown
 * @param costCurrency ISO 4217; empty: unknown
 * @param expiresAt when the coupon expires; null: never
 * @param byCloudGuide whether the cloud team executed it
 */
public record Content(
        String campaign,
        int channel,
        String guide,
        String store,
        String coupon,
        int messageClass,
        Long cost,
        String costCurrency,
        Instant expiresAt,
        boolean byCloudGuide) {}
