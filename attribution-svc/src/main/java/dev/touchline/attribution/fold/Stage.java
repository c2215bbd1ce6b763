package dev.touchline.attribution.fold;

/** What can happen to a touch (触达状态): separate facts that may arrive in any order. */
public enum Stage {
    /** 下发: planned for the member. */
    ASSIGNED,
    /** 执行: issued, dialled, sent, posted, registered, reminded. */
    EXECUTED,
    /** 送达: issued, connected, receipt, checked in, entered. */
    DELIVERED,
    /** 响应: redeemed, agreed, reply, click, visited. */
    RESPONDED,
    /** Failed, or void because the platform says so. */
    FAILED,
    /** Withdrawn. */
    CANCELLED
}
