package dev.touchline.report.campaign;

import java.util.EnumSet;
import java.util.Set;

/**
 * The stage table: what the stages of a touch mean on its channel. The numbers are those of the contract. The rule of
 * <em>reached</em> is the one by which attribution-svc lets a touch qualify, so whoever earned was reached.
 */
public enum Channel {
    /** 发券: issued and delivered in one step; a redemption without an issue is itself the touch. */
    COUPON(1, false, Stage.EXECUTED, Stage.DELIVERED, Stage.RESPONDED),
    /** 外呼: connected. */
    CALL(2, false, Stage.DELIVERED),
    /** 导购任务: sent by the guide, void if the platform reports failure. */
    GUIDE_TASK(3, true, Stage.EXECUTED),
    /** 一对一: sent, void if the platform reports failure. */
    ONE_TO_ONE(4, true, Stage.EXECUTED),
    /** 企微朋友圈: posted. */
    MOMENTS(5, true, Stage.EXECUTED),
    /** 社群: posted. */
    GROUP(6, true, Stage.EXECUTED),
    /** 短信: receipt. */
    SMS(7, false, Stage.DELIVERED),
    /** 模板/订阅消息: receipt. */
    TEMPLATE_MESSAGE(8, false, Stage.DELIVERED),
    /** 到店邀约: receipt. */
    VISIT_INVITATION(9, false, Stage.DELIVERED),
    /** 体验活动: checked in. Nothing counts as its response. */
    EVENT(10, false, Stage.DELIVERED),
    /** 直播: entered. */
    LIVE_ROOM(11, false, Stage.DELIVERED);

    private final int number;
    private final boolean failureDisproves;
    private final Set<Stage> reachedBy;

    Channel(int number, boolean failureDisproves, Stage... reachedBy) {
        this.number = number;
        this.failureDisproves = failureDisproves;
        this.reachedBy = Set.of(reachedBy);
    }

    /** The channel with that number in the contract; IllegalArgumentException if there is none. */
    public static Channel of(int number) {
        for (Channel channel : values()) {
            if (channel.number == number) {
                return channel;
            }
        }
        throw new IllegalArgumentException("channel: " + number + " (expected: 1..11)");
    }

    /** How far a touch came. */
    Progress progress(Set<Stage> stages) {
        boolean executed = happened(stages, EnumSet.of(Stage.EXECUTED, Stage.DELIVERED, Stage.RESPONDED));
        boolean targeted = executed || (!stages.isEmpty() && !stages.contains(Stage.CANCELLED));
        boolean reached = happened(stages, reachedBy) && !(failureDisproves && stages.contains(Stage.FAILED));
        boolean responded = stages.contains(Stage.RESPONDED) && this != EVENT;
        return new Progress(targeted, executed, reached, responded);
    }

    private static boolean happened(Set<Stage> stages, Set<Stage> any) {
        return any.stream().anyMatch(stages::contains);
    }
}
