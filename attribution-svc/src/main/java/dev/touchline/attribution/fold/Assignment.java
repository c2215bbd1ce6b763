package dev.touchline.attribution.fold;

/**
 * The arm (分组) of one unit in one campaign.
 *
 * @param member the member, if members are assigned; else 0
 * @param store the store, if stores are assigned; else empty
 * @param control whether the unit is held out (对照组)
 */
public record Assignment(String campaign, long member, String store, boolean control) {}
