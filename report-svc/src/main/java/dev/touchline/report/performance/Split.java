package dev.touchline.report.performance;

/** What money is split by. */
public enum Split {
    /** One sum. */
    NONE,
    /** Business day. */
    DAY,
    /** Brand. */
    BRAND,
    /** Sales channel. */
    SALES_CHANNEL,
    /** Touch channel: only what each earned; the sales that none touched are apart. */
    TOUCH_CHANNEL
}
