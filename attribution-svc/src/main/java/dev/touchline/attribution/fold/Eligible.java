package dev.touchline.attribution.fold;

/** A touch that counts for an order, and whether its coupon was redeemed on it. */
record Eligible(Reached reached, boolean redeemed) {}
