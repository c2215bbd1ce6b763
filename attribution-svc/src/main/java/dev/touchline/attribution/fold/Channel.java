package dev.touchline.attribution.fold;

/** How a member is reached (触达渠道). What counts as reached differs: see {@link ChannelRule}. */
public enum Channel {
    /** 发券. */
    COUPON,
    /** 外呼, human or AI. */
    CALL,
    /** 导购任务. */
    GUIDE_TASK,
    /** 一对一. */
    ONE_TO_ONE,
    /** 企微朋友圈. */
    MOMENTS,
    /** 社群. */
    GROUP,
    /** 短信. */
    SMS,
    /** 模板/订阅消息. */
    TEMPLATE_MESSAGE,
    /** 到店邀约. */
    VISIT_INVITATION,
    /** 体验活动. */
    EVENT,
    /** 直播. */
    LIVE_ROOM
}
