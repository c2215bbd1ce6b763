package dev.touchline.report.campaign;

/** What can happen to a touch (触达状态): separate facts that may arrive in any order. */
public enum Stage {
    /** 下发. */
    ASSIGNED,
    /** 执行. */
    EXECUTED,
    /** 送达. */
    DELIVERED,
    /** 响应. */
    RESPONDED,
    /** Failed. */
    FAILED,
    /** Withdrawn. */
    CANCELLED
}
