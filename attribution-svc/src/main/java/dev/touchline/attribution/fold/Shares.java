package dev.touchline.attribution.fold;

import dev.touchline.kit.money.LargestRemainder;
import java.util.ArrayList;
import java.util.List;

/** The exact shares of an order's eligible touches under every model, and the money that follows from them. */
final class Shares {
    /** The whole, in the unit in which shares are published; the shares of an order add up to exactly this. */
    static final long WHOLE = 1_000_000_000_000L;

    private static final Model[] MODELS = Model.values();

    private final List<Eligible> touches;
    private final long[][] weights;
    private final Model official;

    Shares(List<Eligible> touches, Policy policy) {
        this.touches = touches;
        this.official = policy.official();
        this.weights = new long[MODELS.length][];
        for (int i = 0; i < MODELS.length && !touches.isEmpty(); i++) {
            weights[i] = MODELS[i].weights(touches, policy);
        }
    }

    boolean none() {
        return touches.isEmpty();
    }

    /** The net split under every model. */
    List<CreditedTouch> split(long net) {
        List<List<ModelCredit>> credits = new ArrayList<>(touches.size());
        touches.forEach(touch -> credits.add(new ArrayList<>(MODELS.length)));
        for (int m = 0; m < MODELS.length && !none(); m++) {
            long[] amounts = LargestRemainder.split(net, weights[m]);
            long[] shares = LargestRemainder.split(WHOLE, weights[m]);
            for (int i = 0; i < amounts.length; i++) {
                if (shares[i] > 0 || amounts[i] != 0) {
                    credits.get(i).add(new ModelCredit(MODELS[m], amounts[i], shares[i]));
                }
            }
        }
        List<CreditedTouch> result = new ArrayList<>(touches.size());
        for (int i = 0; i < touches.size(); i++) {
            Reached reached = touches.get(i).reached();
            result.add(new CreditedTouch(reached.touch(), reached.at(), List.copyOf(credits.get(i))));
        }
        return result;
    }

    /** By how much each touch's official credit changes when the net falls: what is booked on the refund's day. */
    List<Long> change(long netBefore, long netAfter) {
        List<Long> change = new ArrayList<>(touches.size());
        if (!none()) {
            long[] before = LargestRemainder.split(netBefore, weights[official.ordinal()]);
            long[] after = LargestRemainder.split(netAfter, weights[official.ordinal()]);
            for (int i = 0; i < before.length; i++) {
                change.add(after[i] - before[i]);
            }
        }
        return change;
    }
}
