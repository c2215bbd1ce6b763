package dev.touchline.attribution.fold;

import java.util.List;

/** The official model: a coupon redeemed on this order, else the channel of the strongest class; then the last touch. */
final class Precedence {
    private Precedence() {}

    static int winner(List<Eligible> touches, Policy policy) {
        int winner = 0;
        for (int i = 1; i < touches.size(); i++) {
            if (strength(touches.get(i), policy) <= strength(touches.get(winner), policy)) {
                winner = i;
            }
        }
        return winner;
    }

    /** The lower, the stronger. */
    private static int strength(Eligible touch, Policy policy) {
        return touch.redeemed() ? 0 : policy.ruleOf(touch.reached().touch()).strength();
    }
}
