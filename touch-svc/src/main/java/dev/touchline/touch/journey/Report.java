package dev.touchline.touch.journey;

import java.util.List;

/**
 * What somebody says of a touch.
 *
 * @param key which touch
 * @param content what it is
 * @param addressee who it is for
 * @param stages what happened
 * @param redeemedOn order on which the coupon was redeemed; null: not said
 */
public record Report(TouchKey key, Content content, Addressee addressee, List<StageFact> stages, OrderKey redeemedOn) {}
