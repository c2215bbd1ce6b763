package dev.touchline.attribution.fold.columns;

import dev.touchline.attribution.fold.Channel;
import dev.touchline.attribution.fold.Stage;
import java.util.Arrays;

/**
 * The touches of one person that may ever count under some rules, in the total order, each with the instants between which an
 * order must be paid. {@link dev.touchline.attribution.fold.TouchRule} in one interval: a touch counts for a payment at or
 * after it qualified and its campaign began, and before whatever ends first: campaign, window, cancellation, failure.
 */
final class Reach {

    private static final int FAILED = 1 << Stage.FAILED.ordinal();
    private static final int CANCELLED = 1 << Stage.CANCELLED.ordinal();
    private static final int COUPON = Channel.COUPON.ordinal();

    private final Columns columns;
    private final Campaigns campaigns;
    private int[] touch = new int[16];
    private long[] qualified = new long[16];
    private long[] from = new long[16];
    private long[] until = new long[16];
    private int size;

    Reach(Columns columns, Campaigns campaigns) {
        this.columns = columns;
        this.campaigns = campaigns;
    }

    /** Looks at a person's touches under those rules. */
    void of(int person, Rules rules) {
        size = 0;
        int end = columns.touchStart()[person + 1];
        for (int t = columns.touchStart()[person]; t < end; t++) {
            int campaign = columns.campaign()[t];
            if (campaigns.known[campaign] && !columns.heldOut()[t]) {
                judge(t, campaign, rules);
            }
        }
    }

    private void judge(int t, int campaign, Rules rules) {
        int channel = columns.channel()[t];
        int stages = columns.stages()[t];
        if ((stages & rules.reachedBy[channel]) == 0 || rules.failureDisproves[channel] && (stages & FAILED) != 0) {
            return;
        }
        long q = earliest(t, stages, rules.reachedBy[channel]);
        long end = Math.min(campaigns.end[campaign], Nanos.plus(q, rules.window[channel]));
        if ((stages & CANCELLED) != 0) {
            end = Math.min(end, at(t, stages, CANCELLED));
        }
        if ((stages & FAILED) != 0 && at(t, stages, FAILED) >= q) {
            end = Math.min(end, at(t, stages, FAILED));
        }
        long begin = Math.max(q, campaigns.start[campaign]);
        if (begin < end) {
            insert(t, q, begin, end);
        }
    }

    private long earliest(int t, int stages, int wanted) {
        long earliest = Long.MAX_VALUE;
        int at = columns.stageStart()[t];
        for (int rest = stages; rest != 0; rest &= rest - 1) {
            if ((Integer.lowestOneBit(rest) & wanted) != 0) {
                earliest = Math.min(earliest, columns.stageAt()[at]);
            }
            at++;
        }
        return earliest;
    }

    private long at(int t, int stages, int stage) {
        return columns.stageAt()[columns.stageStart()[t] + Integer.bitCount(stages & (stage - 1))];
    }

    /** Touches come in the order of their campaigns, so that those of one instant stay in it. */
    private void insert(int t, long q, long begin, long end) {
        if (size == touch.length) {
            touch = Arrays.copyOf(touch, size * 2);
            qualified = Arrays.copyOf(qualified, size * 2);
            from = Arrays.copyOf(from, size * 2);
            until = Arrays.copyOf(until, size * 2);
        }
        int i = size++;
        for (; i > 0 && qualified[i - 1] > q; i--) {
            touch[i] = touch[i - 1];
            qualified[i] = qualified[i - 1];
            from[i] = from[i - 1];
            until[i] = until[i - 1];
        }
        touch[i] = t;
        qualified[i] = q;
        from[i] = begin;
        until[i] = end;
    }

    /** Collects the touches that count for an entry. */
    void eligible(int entry, Eligibles into) {
        into.clear();
        long paidAt = columns.paidAt()[entry];
        int brand = columns.brand()[entry];
        for (int i = 0; i < size && qualified[i] <= paidAt; i++) {
            if (paidAt >= from[i] && paidAt < until[i]) {
                int t = touch[i];
                boolean redeemed = columns.redeemedOn()[t] == columns.sale()[entry];
                boolean issuedAtPayment = columns.channel()[t] == COUPON && qualified[i] == paidAt && !redeemed;
                if (!issuedAtPayment && campaigns.serves(columns.campaign()[t], brand)) {
                    into.add(columns.campaign()[t], columns.channel()[t], redeemed, qualified[i]);
                }
            }
        }
    }
}
