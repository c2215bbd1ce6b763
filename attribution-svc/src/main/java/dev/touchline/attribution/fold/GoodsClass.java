package dev.touchline.attribution.fold;

/** Goods classes. No rule looks at them; they are carried to where they are reported. */
public enum GoodsClass {
    /** Unknown. */
    UNKNOWN,
    /** Regular goods (通货). */
    REGULAR,
    /** Online only (线上专供). */
    ONLINE_ONLY
}
