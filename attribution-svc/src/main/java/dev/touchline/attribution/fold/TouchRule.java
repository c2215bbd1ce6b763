package dev.touchline.attribution.fold;

import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The rules that decide whether a touch is eligible for an order, in the order in which they are asked: the first that
 * applies is the verdict, and the last always applies.
 */
public enum TouchRule {
    /** A touch without campaign earns nothing. */
    NO_CAMPAIGN(h -> h.touch().campaign().isEmpty(), h -> "a touch without campaign earns nothing"),
    /** The campaign is not known yet. */
    UNKNOWN_CAMPAIGN(h -> h.campaign() == null, h -> "campaign " + h.touch().campaign() + " is not known yet"),
    /** Another brand's campaign. */
    OTHER_BRAND(
            h -> !h.campaign().serves(h.brand()),
            h -> "campaign of brand " + h.campaign().brand() + ", sale of brand " + h.brand()),
    /** The person is control in this campaign. */
    CONTROL(
            Hearing::control,
            h -> "held out as control of campaign " + h.touch().campaign()),
    /** Failed without having reached, or after it had and before the order. */
    FAILED(Hearing::failedBefore, h -> "failed at " + h.touch().at(Stage.FAILED) + ", order paid at " + h.paidAt()),
    /** Cancelled before it reached or before the order, alone or with its campaign; what it earned before stays. */
    CANCELLED(
            h -> h.endedBefore(h.touch().at(Stage.CANCELLED))
                    || h.endedBefore(h.campaign().cancelledAt()),
            h -> "cancelled at " + h.cancelledAt() + ", order paid at " + h.paidAt()),
    /** The stage that counts as reached never happened. */
    NOT_REACHED(
            h -> h.reached().at() == null,
            h -> "none of " + new TreeSet<>(h.policy().ruleOf(h.touch()).reachedBy()) + " happened"),
    /** It qualified after the order was paid. */
    AFTER_ORDER(
            h -> h.reached().at().isAfter(h.paidAt()),
            h -> "qualified at " + h.reached().at() + ", order paid at " + h.paidAt()),
    /** The order was paid before the campaign began. */
    BEFORE_CAMPAIGN(
            h -> h.paidAt().isBefore(h.campaign().start()),
            h -> "order paid at " + h.paidAt() + ", campaign begins at "
                    + h.campaign().start()),
    /** The order was paid after the window closed. */
    AFTER_WINDOW(
            h -> !h.paidAt().isBefore(h.windowEnd()),
            h -> "order paid at " + h.paidAt() + ", window closed at " + h.windowEnd()),
    /** A coupon issued at the very payment (支付后发券) and not redeemed on this order. */
    ISSUED_AT_PAYMENT(
            h -> h.touch().channel() == Channel.COUPON && h.reached().at().equals(h.paidAt()) && !h.redeemed(),
            h -> "issued at the very payment and not redeemed on this order"),
    /** Eligible. */
    ELIGIBLE(
            h -> true,
            h -> "reached at " + h.reached().at() + ", order paid at " + h.paidAt() + ", window until " + h.windowEnd()
                    + (h.redeemed() ? ", coupon redeemed on this order" : ""));

    private static final TouchRule[] IN_ORDER = values();

    private final Predicate<Hearing> applies;
    private final Function<Hearing, String> explanation;

    TouchRule(Predicate<Hearing> applies, Function<Hearing, String> explanation) {
        this.applies = applies;
        this.explanation = explanation;
    }

    /** The rule that decides. */
    static TouchRule decide(Hearing hearing) {
        for (TouchRule rule : IN_ORDER) {
            if (rule.applies.test(hearing)) {
                return rule;
            }
        }
        return ELIGIBLE;
    }

    /** For people, with the values that were compared. */
    String explain(Hearing hearing) {
        return explanation.apply(hearing);
    }
}
