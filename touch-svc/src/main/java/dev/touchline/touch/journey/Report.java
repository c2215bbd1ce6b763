package dev.touchline.touch.journey;

import java.util.List;

/**
 * What somebody says of a touch.
 *
 * @param key which touch
 * @param content what it is
 * @param members who it may be for, the likeliest first; several when its identifiers belong to several members; empty:
 *     nobody knows
 * @param stages what happened
 * @param redeemedOn order on which the coupon was redeemed; null: not said
 */
public record Report(TouchKey key, Content content, List<Long> members, List<StageFact> stages, OrderKey redeemedOn) {}
